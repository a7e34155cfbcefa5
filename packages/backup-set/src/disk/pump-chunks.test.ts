import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { useTemporaryFolders } from '../../test/temporary-folder.js';
import { someBytes } from '../../test/write-sample-set.js';
import { ChunkRing } from './chunk-ring.js';
import { pumpChunks } from './pump-chunks.js';

const temporaryFolder = useTemporaryFolders();
const handles: FileHandle[] = [];
afterEach(async () => {
  for (const handle of handles.splice(0)) await handle.close();
});

async function fileOf(bytes: Uint8Array): Promise<FileHandle> {
  const path = join(temporaryFolder(), 'file');
  await writeFile(path, bytes);
  const handle = await open(path, 'r');
  handles.push(handle);
  return handle;
}

/** A handle that reads only a few bytes at a time, and later chunks sooner than earlier ones. */
function hesitant(handle: FileHandle): FileHandle {
  const read = async (buffer: Uint8Array, offset: number, length: number, position: number) => {
    await new Promise((resolve) => setTimeout(resolve, (position >>> 4) % 3));
    return handle.read(buffer, offset, Math.min(length, 7), position);
  };
  return { read } as unknown as FileHandle;
}

async function pumped(handle: FileHandle, ring: ChunkRing, delay: (index: number) => number) {
  const chunks: Buffer[] = [];
  await pumpChunks(handle, {
    ring,
    signal: undefined,
    onChunk: async (chunk) => {
      const index = chunks.push(Buffer.from(chunk)) - 1;
      const wait = delay(index);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      // The buffer is the work's own for as long as it takes.
      expect(Buffer.from(chunk).equals(chunks[index] ?? Buffer.alloc(0))).toBe(true);
    },
  });
  return Buffer.concat(chunks);
}

/** Every buffer is back: as many can be taken as there are. */
async function takeAll(ring: ChunkRing, count: number) {
  const buffers = new Set<Uint8Array>();
  for (let index = 0; index < count; index++) buffers.add(await ring.take());
  return buffers.size;
}

describe('pumpChunks', () => {
  it.each([0, 1, 15, 16, 17, 64, 1000])(
    'gives the %i bytes of a file in order, however slow reads and work are',
    async (size) => {
      const bytes = Buffer.from(someBytes(size));
      const handle = await fileOf(bytes);
      for (const file of [handle, hesitant(handle)]) {
        for (const count of [4, 8]) {
          const ring = new ChunkRing(count, 16);
          expect((await pumped(file, ring, (index) => index % 4)).equals(bytes)).toBe(true);
          expect(await takeAll(ring, count)).toBe(count);
        }
      }
    },
  );

  it('rejects with the failure of the work or of a read, and has all buffers back then', async () => {
    const ring = new ChunkRing(4, 16);
    const handle = await fileOf(someBytes(1000));
    const failure = new Error('disk');
    const failing = pumpChunks(handle, { ring, signal: undefined, onChunk: () => Promise.reject(failure) });
    await expect(failing).rejects.toBe(failure);
    const unreadable = { read: () => Promise.reject(failure) } as unknown as FileHandle;
    const onChunk = () => Promise.resolve();
    await expect(pumpChunks(unreadable, { ring, signal: undefined, onChunk })).rejects.toBe(failure);
    expect(await takeAll(ring, 4)).toBe(4);
  });

  it("stops with the signal's reason", async () => {
    const ring = new ChunkRing(4, 16);
    const controller = new AbortController();
    const reason = { stop: true };
    const onChunk = async () => controller.abort(reason);
    const pumping = pumpChunks(await fileOf(someBytes(1000)), { ring, signal: controller.signal, onChunk });
    await expect(pumping).rejects.toBe(reason);
    expect(await takeAll(ring, 4)).toBe(4);
  });
});
