import { createHash, hash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BackupFile, DsBackupError, type IBackupSession } from '@dsbackup/session';
import { ChunkRing } from '../disk/chunk-ring.js';
import { TargetFile } from '../disk/target-file.js';
import type { FileLine } from '../format/file-line.js';
import { isNeeded } from '../format/needed-files.js';
import { setLimits } from '../format/set-limits.js';
import { storedPath } from '../format/stored-path.js';
import type { ProgressMeter } from '../progress-meter.js';
import { DataPlaces } from './data-places.js';
import type { PackWriter } from './pack-writer.js';

/** With pieces of a quarter of this, Linux took twice as long to write 2 GiB to ext4; with twice this, as long. */
const chunkSize = 1024 * 1024;
const chunks = 6;

const noBytes = new Uint8Array(0);

/** What became of a file: where its bytes are, or why they are not. */
export type StoredFate = Pick<FileLine, 'stored' | 'content' | 'skipped'>;

/** What a `ContentStore` works with. */
export interface ContentStoreParts {
  readonly session: IBackupSession;
  /** The set's folder. */
  readonly folder: string;
  readonly packs: PackWriter;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal | undefined;
  /** What to do about a file that can't be read, that fails its component alone and that a restore can do without. */
  readonly onUnreadable: 'skip' | 'fail';
}

/** A buffer of the ring and how much of it is filled. */
interface Chunk {
  readonly buffer: Uint8Array;
  readonly bytes: number;
}

/**
 * Reads files out of a session and stores them: small plain files in packs, all others by themselves. Holds
 * 7 MiB, so that reading the next chunk, hashing this and writing the last overlap.
 */
export class ContentStore {
  readonly #parts: ContentStoreParts;
  readonly #ring = new ChunkRing(chunks, chunkSize);
  /** The start of a plain file, which tells whether it is a small one. */
  readonly #start = new Uint8Array(setLimits.packedFileBytes);
  readonly #places: DataPlaces;

  constructor(parts: ContentStoreParts) {
    this.#parts = parts;
    this.#places = new DataPlaces(parts.folder);
  }

  async store(file: BackupFile): Promise<StoredFate> {
    const { session, signal, meter } = this.#parts;
    meter.startFile(file.path);
    try {
      await session.openFile(file, { signal });
      const fate = file.kind === 'file' ? await this.#storeBySize(file) : await this.#storeLarge(file);
      meter.endFile();
      return fate;
    } catch (error) {
      if (this.#parts.onUnreadable === 'fail' || isNeeded(file) || !isFilesOwn(error, session)) throw error;
      return this.#skip(file, error);
    }
  }

  /** Leaves out a file that can't be read; its component fails and the backup goes on. */
  async #skip(file: BackupFile, error: DsBackupError): Promise<StoredFate> {
    const { session } = this.#parts;
    await session.close().catch((closing: unknown) => {
      if (!DsBackupError.is(closing)) throw closing;
    });
    const skipped = `${error.code}: ${error.message}`.slice(0, 4000);
    session.skip(file, skipped);
    return { skipped };
  }

  async #storeBySize(file: BackupFile): Promise<StoredFate> {
    const start = await this.#readStart();
    if (start.length === this.#start.length) return this.#storeLarge(file, start);
    const { session, packs, meter } = this.#parts;
    await session.close();
    const modified = new Date(Date.parse(file.modified ?? '') || 0);
    const place = await packs.add({ name: storedPath(file.path), modified, bytes: start });
    const content = { bytes: start.length, sha256: hash('sha256', start) };
    meter.addBytes(start.length);
    return { stored: { ...place, ...content }, content };
  }

  /** Reads as much as a pack takes, unless the file ends before. */
  async #readStart(): Promise<Uint8Array> {
    for (let bytes = 0; ; ) {
      const rest = this.#start.subarray(bytes);
      const count = rest.length === 0 ? 0 : await this.#read(rest);
      if (count === 0) return this.#start.subarray(0, bytes);
      bytes += count;
    }
  }

  async #storeLarge(file: BackupFile, start: Uint8Array = noBytes): Promise<StoredFate> {
    const place = await this.#places.placeFor(file.path);
    const path = join(this.#parts.folder, place);
    const target = await TargetFile.create(path);
    try {
      const sha256 = await this.#copy(target, start);
      await this.#parts.session.close();
      await target.finish();
      const content = { bytes: target.length, sha256 };
      return { stored: { in: place, ...content }, content };
    } catch (error) {
      await this.#ring.drain().catch(() => {});
      await target.discard();
      await rm(path, { force: true }).catch(() => {});
      throw error;
    }
  }

  /** Copies the open file to its end, `start` being what was read of it already. Answers its SHA-256. */
  async #copy(target: TargetFile, start: Uint8Array): Promise<string> {
    const { meter } = this.#parts;
    const hash = createHash('sha256').update(start);
    await target.append(start);
    meter.addBytes(start.length);
    let chunk = await this.#next();
    while (chunk.bytes > 0) {
      const bytes = chunk.buffer.subarray(0, chunk.bytes);
      const reading = this.#next();
      // It is awaited below; a rejection must not count as unhandled until then.
      reading.catch(() => {});
      this.#ring.lend(chunk.buffer, target.append(bytes));
      target.flushBehind();
      hash.update(bytes);
      meter.addBytes(bytes.length);
      chunk = await reading;
    }
    this.#ring.give(chunk.buffer);
    await this.#ring.drain();
    return hash.digest('hex');
  }

  /** Reads the next chunk; one of no bytes is the end. */
  async #next(): Promise<Chunk> {
    const buffer = await this.#ring.take();
    try {
      return { buffer, bytes: await this.#read(buffer) };
    } catch (error) {
      this.#ring.give(buffer);
      throw error;
    }
  }

  #read(buffer: Uint8Array): Promise<number> {
    return this.#parts.session.read(buffer, { signal: this.#parts.signal });
  }
}

/** Whether an error spoils one file's component and nothing else. */
function isFilesOwn(error: unknown, session: IBackupSession): error is DsBackupError {
  return DsBackupError.is(error) && error.scope === 'file' && session.state === 'open';
}
