import { encodeWideString, type NativeMemory } from '@dsbackup/win32';

/**
 * One database of a restore, from the name it had to the name it gets, both with their folders.
 * Source: https://learn.microsoft.com/windows/win32/api/ntdsbcli/ns-ntdsbcli-edb_rstmapw
 */
export interface EDB_RSTMAPW {
  readonly wszDatabaseName: string;
  readonly wszNewDatabaseName: string;
}

/** The struct is two pointers. Their offsets in a process whose pointers have `pointerSize` bytes, and its size. */
export function layoutOfEDB_RSTMAPW(pointerSize: 4 | 8) {
  return { wszDatabaseName: 0, wszNewDatabaseName: pointerSize, size: 2 * pointerSize };
}

/**
 * The array that DsRestoreRegisterW takes, with the texts it points to behind it in the same memory: whoever keeps
 * that alive keeps all of it alive, and nothing is left to give back.
 *
 * @throws {TypeError} when a name holds a NUL: Windows would stop there and restore to another place.
 */
export function encodeEDB_RSTMAPW(
  map: readonly EDB_RSTMAPW[],
  memory: Pick<NativeMemory, 'pointerSize' | 'address'>,
): Uint8Array {
  const layout = layoutOfEDB_RSTMAPW(memory.pointerSize);
  const texts = map.flatMap((entry) => [
    encodeWideString(entry.wszDatabaseName),
    encodeWideString(entry.wszNewDatabaseName),
  ]);
  const start = map.length * layout.size;
  const block = allocate(start + texts.reduce((bytes, text) => bytes + text.length, 0));
  const address = memory.address(block);
  const view = new DataView(block.buffer);
  let at = start;
  for (const [index, text] of texts.entries()) {
    block.set(text, at);
    const pointer = address + BigInt(at);
    if (memory.pointerSize === 8) view.setBigUint64(index * 8, pointer, true);
    else view.setUint32(index * 4, Number(pointer), true);
    at += text.length;
  }
  return block;
}

/** Never of no size, since that has no address, and over an ArrayBuffer of its own, whose memory does not move. */
function allocate(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(Math.max(size, 1)));
}
