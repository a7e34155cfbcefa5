import type { FileHandle } from 'node:fs/promises';
import type { ChunkRing } from './chunk-ring.js';

/** What `pumpChunks` works with. */
export interface Pump {
  readonly ring: ChunkRing;
  readonly signal: AbortSignal | undefined;
  /**
   * Takes a chunk. The buffer is its own until the promise it returns settles: what must be done at once is done
   * before it returns.
   */
  readonly onChunk: (chunk: Uint8Array) => Promise<void>;
}

/**
 * Reads a file from its start to its end; the next chunks are read while one is worked on. Resolves once all
 * work on all chunks is done. Rejects with the first failure, or the signal's reason.
 */
export async function pumpChunks(handle: FileHandle, { ring, signal, onChunk }: Pump): Promise<void> {
  let position = 0;
  const next = async () => {
    const buffer = await ring.take();
    try {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, ring.chunkSize, position);
      position += bytesRead;
      return { buffer, bytesRead };
    } catch (error) {
      ring.give(buffer);
      throw error;
    }
  };
  try {
    for (let chunk = await next(); chunk.bytesRead > 0; ) {
      const reading = next();
      // It is awaited below; a rejection must not count as unhandled until then.
      reading.catch(() => {});
      ring.lend(chunk.buffer, onChunk(chunk.buffer.subarray(0, chunk.bytesRead)));
      chunk = await reading;
      if (chunk.bytesRead === 0) ring.give(chunk.buffer);
    }
  } catch (error) {
    await ring.drain().catch(() => {});
    throw error;
  }
  await ring.drain();
}
