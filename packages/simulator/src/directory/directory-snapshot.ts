import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShadowEntry } from '@dsbackup/vss/native';
import { codeOf, fileError } from './file-error.js';
import { findName } from './find-name.js';
import { FolderFinder } from './folder-finder.js';
import type { Moment } from './moment.js';
import type { PreservedFile } from './preserved-file.js';
import { shadowEntryOf } from './shadow-entry-of.js';
import { SnapshotChanges } from './snapshot-changes.js';
import { SnapshotFile } from './snapshot-file.js';

/** Never follows a link, never waits for a pipe's other end. Windows knows neither flag. */
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const listBatch = 64;

/**
 * The directory as it was at one moment. It is not copied: files are read where they lie. What the simulator
 * itself changes afterwards is kept aside, and what changes from outside is noticed by the change time of the
 * file or folder, which a program cannot set back, and then rejects with `EIO` instead of giving wrong bytes.
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
    const preserved = this.changes.file(segments);
    if (preserved !== undefined) return this.#entryBefore(preserved, segments.at(-1) ?? '', where);
    const name = segments.at(-1);
    if (name === undefined) {
      return shadowEntryOf(
        { root: this.#root, path: this.#root, name: '' },
        await lstat(this.#root, { bigint: true }),
      );
    }
    const found = await findName(await this.#finder.find(segments.slice(0, -1), where), name);
    if (found === undefined) throw fileError('ENOENT', where, 'there is no such file');
    const entry = await shadowEntryOf({ root: this.#root, ...found }, found.stats);
    if (entry.kind === 'file')
      await this.#requireUnchanged(found.stats, segments, where, () => lstat(found.path, { bigint: true }));
    return entry;
  }

  /** The entries of a folder, in the order that NTFS keeps: by their names in upper case. Rejects with `EIO` at the end if entries came or went from outside. */
  async *list(segments: readonly string[], path: string): AsyncIterable<ShadowEntry> {
    const where = { syscall: 'scandir', path };
    this.#requireLife(where);
    const folder = await this.#finder.find(segments, where);
    const names = inOrder(await readdir(folder), this.changes.removedFrom(segments));
    for (let start = 0; start < names.length; start += listBatch) {
      yield* await this.#entries(folder, segments, names.slice(start, start + listBatch));
    }
    const look = () => stat(folder, { bigint: true });
    await this.#requireUnchanged(await look(), segments, where, look);
  }

  /** Opens a file. Rejects with `EIO` if it was changed from outside since the snapshot. */
  async open(segments: readonly string[], path: string): Promise<SnapshotFile> {
    const where = { syscall: 'open', path };
    this.#requireLife(where);
    const preserved = this.changes.file(segments);
    if (preserved?.isNew === true) throw fileError('ENOENT', where, 'the file was made after the snapshot');
    const removed = preserved?.handle;
    const handle = removed ?? (await this.#openReal(segments, where));
    try {
      const stats = await handle.stat({ bigint: true });
      if (!stats.isFile())
        throw fileError(stats.isDirectory() ? 'EISDIR' : 'EINVAL', where, 'this is no file');
      await this.#requireUnchanged(stats, segments, where, () => handle.stat({ bigint: true }));
      return new SnapshotFile({
        path,
        handle,
        size: Number(this.changes.file(segments)?.before.size ?? stats.size),
        isBorrowed: removed !== undefined,
        preserved: () => this.changes.file(segments),
        requireSnapshot: (syscall) => this.#requireLife({ syscall, path }),
        verify: (source, syscall) => this.#verify(source, segments, { syscall, path }),
      });
    } catch (error) {
      if (removed === undefined) await handle.close();
      throw error;
    }
  }

  /** Lets go of the snapshot. Files that are still open in it fail from here on. */
  async release(): Promise<void> {
    this.#isGone = true;
    await this.changes.release();
  }

  async #openReal(
    segments: readonly string[],
    where: { syscall: string; path: string },
  ): Promise<FileHandle> {
    const name = segments.at(-1);
    if (name === undefined) throw fileError('EISDIR', where, 'this is the root folder');
    const folder = await this.#finder.find(segments.slice(0, -1), where);
    try {
      return await open(join(folder, name), readFlags);
    } catch (error) {
      if (codeOf(error) === 'ELOOP')
        throw fileError('ELOOP', where, 'this is a reparse point, which is never followed');
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    const found = await findName(folder, name);
    if (found === undefined) throw fileError('ENOENT', where, 'there is no such file');
    if (found.stats.isSymbolicLink())
      throw fileError('ELOOP', where, 'this is a reparse point, which is never followed');
    return open(found.path, readFlags);
  }

  async #entries(
    folder: string,
    segments: readonly string[],
    names: readonly string[],
  ): Promise<ShadowEntry[]> {
    const found = await Promise.all(
      names.map(async (name) => {
        const preserved = this.changes.file([...segments, name]);
        if (preserved?.isNew === true) return undefined;
        const path = join(folder, name);
        const stats = preserved?.before ?? (await lstat(path, { bigint: true }).catch(() => undefined));
        if (stats === undefined)
          throw fileError('EIO', { syscall: 'lstat', path }, 'it went away, from outside the simulator');
        return shadowEntryOf({ root: this.#root, path, name }, stats);
      }),
    );
    return found.filter((entry) => entry !== undefined);
  }

  async #entryBefore(
    preserved: PreservedFile,
    name: string,
    where: { syscall: string; path: string },
  ): Promise<ShadowEntry> {
    if (preserved.isNew) throw fileError('ENOENT', where, 'the file was made after the snapshot');
    return shadowEntryOf({ root: this.#root, path: join(this.#root, name), name }, preserved.before);
  }

  async #verify(
    handle: FileHandle,
    segments: readonly string[],
    where: { syscall: string; path: string },
  ): Promise<void> {
    const look = () => handle.stat({ bigint: true });
    await this.#requireUnchanged(await look(), segments, where, look);
  }

  /** A change by the simulator may be under way: then it is waited for and looked at once more. */
  async #requireUnchanged(
    stats: BigIntStats,
    segments: readonly string[],
    where: { syscall: string; path: string },
    lookAgain: () => Promise<BigIntStats>,
  ): Promise<void> {
    if (this.changes.explain(segments, stats.ctimeNs)) return;
    await this.#settled();
    if (this.changes.explain(segments, (await lookAgain()).ctimeNs)) return;
    throw fileError('EIO', where, 'it was changed after the snapshot, from outside the simulator');
  }

  #requireLife(where: { syscall: string; path: string }): void {
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
