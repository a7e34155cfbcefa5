import { createHash } from 'node:crypto';
import type { ChunkRing } from '../disk/chunk-ring.js';
import { diskError } from '../disk/disk-error.js';
import { pumpChunks } from '../disk/pump-chunks.js';
import type { StoredFile } from './open-in-set.js';

/** What goes with reading a stored file once. */
export interface StoredReading {
  readonly place: string;
  readonly ring: ChunkRing;
  readonly signal: AbortSignal | undefined;
  /** Sees each chunk too, while it is hashed. The chunk is free when it resolves. */
  readonly onChunk: (chunk: Uint8Array) => Promise<void>;
}

/** Reads a stored file from start to end, once, and answers its SHA-256. Rejects with `SET_UNREADABLE`. */
export async function hashStored({ handle }: StoredFile, reading: StoredReading): Promise<string> {
  const { ring, signal, onChunk, place } = reading;
  const hash = createHash('sha256');
  try {
    await pumpChunks(handle, {
      ring,
      signal,
      onChunk: (chunk) => {
        const done = onChunk(chunk);
        hash.update(chunk);
        return done;
      },
    });
  } catch (error) {
    throw diskError(error, { doing: 'could not read', path: place, code: 'SET_UNREADABLE' });
  }
  return hash.digest('hex');
}
