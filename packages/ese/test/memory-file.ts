import type { FileHandle } from 'node:fs/promises';

/** Bytes as an open file, as far as this package asks: a proof over a million inputs leaves the disk alone. */
export function memoryFile(bytes: Uint8Array): FileHandle {
  const file = {
    stat: async () => ({ size: bytes.byteLength, isFile: () => true }),
    read: async (target: Uint8Array, offset: number, length: number, position: number) => {
      const part = bytes.subarray(position, position + length);
      target.set(part, offset);
      return { bytesRead: part.byteLength, buffer: target };
    },
  };
  return file as unknown as FileHandle;
}
