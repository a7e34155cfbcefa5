import { endianness } from 'node:os';

/**
 * The bytes as 32-bit little-endian words. Where the machine is little-endian and the bytes start on a multiple of four,
 * which is nearly always, this is a view and costs nothing; otherwise it is a copy. Trailing bytes that fill no word are left out.
 */
export function littleEndianWords(bytes: Uint8Array): Int32Array {
  const count = bytes.byteLength >>> 2;
  if (endianness() === 'LE') {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    return new Int32Array(aligned.buffer, aligned.byteOffset, count);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: count }, (_, index) => view.getInt32(index * 4, true));
}
