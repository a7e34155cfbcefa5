import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  open as openCallback,
  statSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ShadowEntry } from '@dsbackup/vss/native';
import { codeOf, fileError } from './file-error.js';
import { findName } from './find-name.js';
import { FolderFinder } from './folder-finder.js';
import type { Moment } from './moment.js';
import { shadowEntryOf } from './shadow-entry-of.js';
import { SnapshotChanges } from './snapshot-changes.js';
import { SnapshotFile } from './snapshot-file.js';

const openFile = promisify(openCallback);
/** Never follows a link, never waits for a pipe's other end. Windows knows neither flag. */
const canRefuseLinks = constants.O_NOFOLLOW !== undefined;
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
/** How many entries are looked at before others get their turn. */
const entriesAtOnce = 64;
const asBigInt = { bigint: true } as const;

/** What is being done with which path, for errors. */
interface Where {
  readonly syscall: string;
  readonly path: string;
}

/**
 * The directory as it was at one moment. It is not copied: files are read where they lie. What the simulator
 * itself changes afterwards is kept aside, and what changes from outside is noticed by the change time of the
 * file or folder, which a program cannot set back, and then rejects with `EIO` instead of giving wrong bytes.
 *
 * Looking at what a folder or an open file is takes a microsecond or two and is done at once, since a turn of another
 * thread takes ten times as long; what may wait for the disk (open, read, the names of a folder) is not.
 */
export class DirectorySnapshot {
  readonly changes: SnapshotChanges;
  readonly #root: string;
  readonly #finder: FolderFinder;
  readonly #settled: () => Promise<void>;
  #isGone = false;

  /** @param settled resolves when no change by the simulator is under way */
  constructor(root: string, moment: Moment, settled: () => Promise<void>) {
    this.#root = root;
    this.#finder = new FolderFinder(root);
    this.#settled = settled;
    this.changes = new SnapshotChanges(moment);
  }

  /** One entry. Rejects with `ENOENT` and the like, `ELOOP` for a reparse point on the way. */
  async stat(segments: readonly string[], path: string): Promise<ShadowEntry> {
    const where = { syscall: 'stat', path };
    this.#requireLife(where);
    const name = segments.at(-1);
    if (name === undefined) return this.#entry(this.#root, '', lstatSync(this.#root, asBigInt));
    const preserved = this.changes.file(segments);
    if (preserved?.isNew === true) throw madeLater(where);
    if (preserved !== undefined) return this.#entry(join(this.#root, ...segments), name, preserved.before);
    const found = await findName(await this.#finder.find(segments.slice(0, -1), where), name);
    if (found === undefined) throw fileError('ENOENT', where, 'there is no such file');
    if (found.stats.isFile())
      await this.#requireUnchanged(segments, where, () => lstatSync(found.path, asBigInt));
    return this.#entry(found.path, found.name, found.stats);
  }

  /**
   * The entries of a folder in the order that NTFS keeps, by their names in upper case. Rejects with `EIO` at the end
   * if entries came or went from outside. Holds the names of the folder, and nothing else.
   */
  async *list(segments: readonly string[], path: string): AsyncIterable<ShadowEntry> {
    const where = { syscall: 'scandir', path };
    this.#requireLife(where);
    const folder = await this.#finder.find(segments, where);
    const names = inOrder(await readdir(folder), this.changes.removedFrom(segments));
    for (let start = 0; start < names.length; start += entriesAtOnce) {
      yield* this.#entries(folder, segments, names.slice(start, start + entriesAtOnce));
      await turn();
    }
    await this.#requireUnchanged(segments, where, () => statSync(folder, asBigInt));
  }

  /** Opens a file. Rejects with `EIO` if it was changed from outside since the snapshot. */
  async open(segments: readonly string[], path: string): Promise<SnapshotFile> {
    const where = { syscall: 'open', path };
    this.#requireLife(where);
    const preserved = this.changes.file(segments);
    if (preserved?.isNew === true) throw madeLater(where);
    const removed = preserved?.handle?.fd;
    const fd = removed ?? (await this.#openReal(segments, where));
    try {
      const stats = fstatSync(fd, asBigInt);
      if (!stats.isFile())
        throw fileError(stats.isDirectory() ? 'EISDIR' : 'EINVAL', where, 'this is no file');
      await this.#requireUnchanged(segments, where, () => fstatSync(fd, asBigInt));
      return new SnapshotFile({
        path,
        fd,
        size: Number(this.changes.file(segments)?.before.size ?? stats.size),
        isBorrowed: removed !== undefined,
        preserved: () => this.changes.file(segments),
        requireSnapshot: (syscall) => this.#requireLife({ syscall, path }),
        verify: (look, syscall) => this.#requireUnchanged(segments, { syscall, path }, look),
      });
    } catch (error) {
      if (removed === undefined) closeSync(fd);
      throw error;
    }
  }

  /** Lets go of the snapshot. Files that are still open in it fail from here on. */
  async release(): Promise<void> {
    this.#isGone = true;
    await this.changes.release();
  }

  async #openReal(segments: readonly string[], where: Where): Promise<number> {
    const name = segments.at(-1);
    if (name === undefined) throw fileError('EISDIR', where, 'this is the root folder');
    const folder = await this.#finder.find(segments.slice(0, -1), where);
    if (canRefuseLinks) {
      try {
        return await openFile(join(folder, name), readFlags);
      } catch (error) {
        if (codeOf(error) === 'ELOOP') throw reparsePoint(where);
        if (codeOf(error) !== 'ENOENT') throw error;
      }
    }
    const found = await findName(folder, name);
    if (found === undefined) throw fileError('ENOENT', where, 'there is no such file');
    if (found.stats.isSymbolicLink()) throw reparsePoint(where);
    return openFile(found.path, readFlags);
  }

  #entries(folder: string, segments: readonly string[], names: readonly string[]): ShadowEntry[] {
    const entries: ShadowEntry[] = [];
    for (const name of names) {
      const path = join(folder, name);
      const preserved = this.changes.file([...segments, name]);
      if (preserved?.isNew === true) continue;
      const stats = preserved?.before ?? lstatSync(path, { bigint: true, throwIfNoEntry: false });
      if (stats === undefined)
        throw fileError('EIO', { syscall: 'lstat', path }, 'it went away, from outside the simulator');
      entries.push(this.#entry(path, name, stats));
    }
    return entries;
  }

  #entry(path: string, name: string, stats: BigIntStats): ShadowEntry {
    return shadowEntryOf({ root: this.#root, path, name }, stats);
  }

  /** A change by the simulator may be under way: then it is waited for and looked at once more. */
  async #requireUnchanged(segments: readonly string[], where: Where, look: () => BigIntStats): Promise<void> {
    if (this.changes.explain(segments, look().ctimeNs)) return;
    await this.#settled();
    if (this.changes.explain(segments, look().ctimeNs)) return;
    throw fileError('EIO', where, 'it was changed after the snapshot, from outside the simulator');
  }

  #requireLife(where: Where): void {
    if (this.#isGone) throw fileError('EIO', where, 'the snapshot is gone: it was deleted or released');
  }
}

/** The names of a folder with those of files that were removed, by their upper case. */
function inOrder(present: readonly string[], removed: readonly string[]): string[] {
  const gone = new Set(removed.map((name) => name.toUpperCase()));
  return [...removed, ...present.filter((name) => !gone.has(name.toUpperCase()))]
    .map((name) => ({ name, key: name.toUpperCase() }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ name }) => name);
}

function madeLater(where: Where): Error {
  return fileError('ENOENT', where, 'the file was made after the snapshot');
}

function reparsePoint(where: Where): Error {
  return fileError('ELOOP', where, 'this is a reparse point, which is never followed');
}
