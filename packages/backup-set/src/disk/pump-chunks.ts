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
 * Chunks that are being read while one is worked on. One is too few where other programs keep the other cores busy:
 * the work then waits for each read, and each read for its turn.
 */
const ahead = 3;

/**
 * Reads a file from its start to its end; the next chunks are read while one is worked on, in a ring of at least
 * four buffers. Resolves once all work on all chunks is done. Rejects with the first failure, or the signal's reason.
 */
export async function pumpChunks(handle: FileHandle, { ring, signal, onChunk }: Pump): Promise<void> {
  const readings: Promise<ReadChunk>[] = [];
  let asked = 0;
  const readAhead = () => {
    const reading = readChunk(handle, { ring, signal, position: asked });
    // It is awaited in its turn; a rejection must not count as unhandled until then.
    reading.catch(() => {});
    readings.push(reading);
    asked += ring.chunkSize;
  };
  try {
    while (readings.length < ahead) readAhead();
    for (let reading = readings.shift(); reading !== undefined; reading = readings.shift()) {
      const { buffer, bytes } = await reading;
      const isLast = bytes < ring.chunkSize;
      if (!isLast) readAhead();
      ring.lend(buffer, bytes === 0 ? Promise.resolve() : onChunk(buffer.subarray(0, bytes)));
      if (isLast) break;
    }
  } catch (error) {
    await settle(ring, readings);
    await ring.drain().catch(() => {});
    throw error;
  }
  await settle(ring, readings);
  await ring.drain();
}

/** Nothing reads into the ring after this, and its buffers are back. */
async function settle(ring: ChunkRing, readings: readonly Promise<ReadChunk>[]): Promise<void> {
  for (const reading of readings) await reading.then(({ buffer }) => ring.give(buffer)).catch(() => {});
}

/** A buffer of the ring and how much of it was read: less than all of it only at the end of the file. */
interface ReadChunk {
  readonly buffer: Uint8Array;
  readonly bytes: number;
}

interface ChunkReading extends Pick<Pump, 'ring' | 'signal'> {
  readonly position: number;
}

async function readChunk(handle: FileHandle, { ring, signal, position }: ChunkReading): Promise<ReadChunk> {
  const buffer = await ring.take();
  try {
    signal?.throwIfAborted();
    for (let bytes = 0; ; ) {
      const rest = buffer.length - bytes;
      const { bytesRead } = await handle.read(buffer, bytes, rest, position + bytes);
      bytes += bytesRead;
      if (bytesRead === 0 || bytes === buffer.length) return { buffer, bytes };
    }
  } catch (error) {
    ring.give(buffer);
    throw error;
  }
}
