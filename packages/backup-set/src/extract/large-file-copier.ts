import { rm } from 'node:fs/promises';
import { DsBackupError } from '@dsbackup/session';
import { ChunkRing } from '../disk/chunk-ring.js';
import { TargetFile } from '../disk/target-file.js';
import type { Digest } from '../format/digest-schema.js';
import type { ProgressMeter } from '../progress-meter.js';
import { hashStored } from '../read/hash-stored.js';
import { openInSet } from '../read/open-in-set.js';

/** A file to copy out of a set. */
export interface LargeFile {
  /** Its place in the set, and what must be there. */
  readonly place: string;
  readonly content: Digest;
  /** Where it goes. */
  readonly path: string;
  readonly modified: Date;
}

/** What a `LargeFileCopier` works with. */
export interface CopierParts {
  readonly folder: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal | undefined;
}

/** Copies files that are stored by themselves; reading, hashing and writing overlap. Holds 2 MiB. */
export class LargeFileCopier {
  readonly #parts: CopierParts;
  readonly #ring = new ChunkRing(8, 256 * 1024);

  constructor(parts: CopierParts) {
    this.#parts = parts;
  }

  /** Rejects with `SET_DAMAGED` if the bytes are not what was written, and leaves nothing at `path` then. */
  async copy({ place, content, path, modified }: LargeFile): Promise<void> {
    const { folder, meter, signal } = this.#parts;
    const source = await openInSet(folder, place);
    try {
      const target = await TargetFile.create(path);
      try {
        const onChunk = (chunk: Uint8Array) => {
          meter.addBytes(chunk.length);
          return target.append(chunk);
        };
        const sha256 = await hashStored(source, { place, ring: this.#ring, signal, onChunk });
        requireContent(place, content, { bytes: target.length, sha256 });
        await target.close(modified);
      } catch (error) {
        await target.discard();
        await rm(path, { force: true }).catch(() => {});
        throw error;
      }
    } finally {
      await source.handle.close();
    }
  }
}

/** Throws `SET_DAMAGED` unless bytes are what was written. */
export function requireContent(what: string, written: Digest, found: Digest): void {
  if (written.bytes === found.bytes && written.sha256 === found.sha256) return;
  throw new DsBackupError({
    code: 'SET_DAMAGED',
    message: `${what} is not what was written: its hash differs.`,
  });
}
