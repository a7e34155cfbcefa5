import { xorChecksum } from './xor-checksum.js';

/**
 * Writes the old checksum into the first four bytes of a header: of a database (its whole page), a log or one copy of a
 * checkpoint (4096 bytes). The bytes are changed in place.
 *
 * @throws EseError `BAD_ARGUMENT` when the length is no multiple of 4
 */
export function sealHeader(bytes: Uint8Array): void {
  const checksum = xorChecksum(bytes);
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).setUint32(0, checksum, true);
}

/**
 * Whether a header carries the checksum that its other bytes call for.
 *
 * @throws EseError `BAD_ARGUMENT` when the length is no multiple of 4
 */
export function headerVerifies(bytes: Uint8Array): boolean {
  return (
    new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true) === xorChecksum(bytes)
  );
}
