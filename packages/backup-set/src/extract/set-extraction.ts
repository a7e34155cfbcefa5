import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DsBackupError } from '@dsbackup/session';
import { withTargetErrors } from '../disk/target-errors.js';
import type { FileLine, PackLine, SetLine } from '../format/file-line.js';
import type { ProgressMeter } from '../progress-meter.js';
import { PackReader } from '../read/pack-reader.js';
import { extractedPath } from './extracted-path.js';
import { LargeFileCopier, requireContent } from './large-file-copier.js';
import { WorkLimit } from './work-limit.js';

/** Small files that are written at a time; each is under 1 MiB. */
const writesAtOnce = 8;

/** What a `SetExtraction` works with. */
export interface SetExtractionParts {
  /** The set's folder. */
  readonly folder: string;
  /** Where the files go. */
  readonly target: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal | undefined;
}

/** Gives the files of a set back, line by line, and checks each hash on the way. */
export class SetExtraction {
  readonly #parts: SetExtractionParts;
  readonly #copier: LargeFileCopier;
  readonly #writes = new WorkLimit(writesAtOnce);
  #pack: PackReader | undefined;
  #lastMade = '';

  constructor(parts: SetExtractionParts) {
    this.#parts = parts;
    this.#copier = new LargeFileCopier(parts);
  }

  async take(line: SetLine): Promise<void> {
    this.#parts.signal?.throwIfAborted();
    if ('pack' in line) await this.#finishPack(line);
    else if ('path' in line) await this.#takeFile(line);
  }

  /** Waits for everything that was begun. */
  async finish(): Promise<void> {
    await this.#writes.drain();
  }

  /** Lets go of everything, finished or not. Never rejects. */
  async close(): Promise<void> {
    await this.#writes.drain().catch(() => {});
    await this.#pack?.close().catch(() => {});
    this.#pack = undefined;
  }

  /** Gives a folder its time back, once nothing more is put into it. */
  async restoreFolderTime(line: SetLine): Promise<void> {
    if (!('path' in line) || line.kind !== 'directory' || line.modified === undefined) return;
    const path = this.#pathOf(line);
    const modified = modifiedOf(line);
    await withTargetErrors(path, () => utimes(path, modified, modified));
  }

  async #takeFile(line: FileLine): Promise<void> {
    if (line.kind === 'directory') await this.#makeFolder(this.#pathOf(line));
    const { stored, content } = line;
    if (stored === undefined || content === undefined) return;
    this.#parts.meter.startFile(line.path);
    const path = this.#pathOf(line);
    const modified = modifiedOf(line);
    await this.#makeFolder(dirname(path));
    if (stored.offset === undefined) {
      const copy = () => this.#copier.copy({ place: stored.in, content, path, modified });
      await unlessSame({ path, sha256: content.sha256 }, copy);
    } else {
      const lent = await (await this.#packAt(stored.in)).take({ offset: stored.offset, bytes: stored.bytes });
      requireContent(line.path, content, { bytes: lent.length, sha256: hash('sha256', lent) });
      this.#parts.meter.addBytes(lent.length);
      const bytes = lent.slice();
      await this.#writes.add(() =>
        unlessSame({ path, sha256: content.sha256 }, () => writeSmallFile(path, { bytes, modified })),
      );
    }
    this.#parts.meter.endFile();
  }

  async #packAt(place: string): Promise<PackReader> {
    if (this.#pack?.place === place) return this.#pack;
    await this.#pack?.close();
    this.#pack = undefined;
    this.#pack = await PackReader.open(this.#parts.folder, place);
    return this.#pack;
  }

  async #finishPack(line: PackLine): Promise<void> {
    const pack = await this.#packAt(line.pack);
    requireContent(line.pack, line, await pack.finish());
    this.#pack = undefined;
    await pack.close();
  }

  async #makeFolder(path: string): Promise<void> {
    if (path === this.#lastMade) return;
    await withTargetErrors(path, () => mkdir(path, { recursive: true, mode: 0o700 }));
    this.#lastMade = path;
  }

  #pathOf(line: FileLine): string {
    return join(this.#parts.target, ...extractedPath(line.path));
  }
}

function modifiedOf(line: FileLine): Date {
  const time = Date.parse(line.modified ?? '');
  return Number.isNaN(time) ? new Date() : new Date(time);
}

async function writeSmallFile(
  path: string,
  { bytes, modified }: { readonly bytes: Uint8Array; readonly modified: Date },
): Promise<void> {
  await withTargetErrors(path, async () => {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
    await utimes(path, modified, modified);
  });
}

/** A session may list one file twice, as a database's and as a log: the same bytes at the same path are no clash. */
async function unlessSame(
  { path, sha256 }: { readonly path: string; readonly sha256: string },
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!DsBackupError.is(error) || error.code !== 'TARGET_EXISTS') throw error;
    const existing = createHash('sha256');
    for await (const chunk of createReadStream(path)) existing.update(chunk);
    if (existing.digest('hex') === sha256) return;
    throw new DsBackupError({
      code: 'TARGET_EXISTS',
      message: `${path} would be written twice with different bytes: two files of the set have one name here.`,
      hint: 'Extract to a file system that tells upper and lower case apart.',
      cause: error,
    });
  }
}
