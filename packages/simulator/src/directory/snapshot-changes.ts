import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Moment } from './moment.js';
import { PreservedFile } from './preserved-file.js';

/** What the simulator itself has changed since one snapshot, so that only other changes look like changes. */
export class SnapshotChanges {
  readonly #moment: Moment;
  readonly #files = new Map<string, PreservedFile>();
  /** The names of the removed files of each folder, by the folder's key. */
  readonly #removed = new Map<string, string[]>();
  /** The change time that the simulator's last change gave a folder; null once it was changed from outside too. */
  readonly #folders = new Map<string, bigint | null>();

  constructor(moment: Moment) {
    this.#moment = moment;
    this.#folders.set(keyOf([]), moment.folderChanged);
  }

  file(segments: readonly string[]): PreservedFile | undefined {
    return this.#files.get(keyOf(segments));
  }

  /** The names of files that the snapshot has in a folder, and the directory no longer. */
  removedFrom(folder: readonly string[]): readonly string[] {
    return this.#removed.get(keyOf(folder)) ?? [];
  }

  /** Whether a change time is one from before the snapshot, or one that the simulator made. */
  explain(segments: readonly string[], changed: bigint): boolean {
    const key = keyOf(segments);
    const file = this.#files.get(key);
    if (file !== undefined) return !file.spoiled && file.changed === changed;
    const folder = this.#folders.get(key);
    return folder === undefined ? changed < this.#moment.at : folder === changed;
  }

  /** Before the simulator changes a file that is there: keeps what the snapshot needs of it. */
  preserve(segments: readonly string[], stats: BigIntStats): PreservedFile {
    const known = this.#files.get(keyOf(segments));
    const explained = this.explain(segments, stats.ctimeNs);
    const file = known ?? new PreservedFile(stats, false);
    // What lies under the name of a removed file is another file; the removed one is safe.
    if (!explained && file.handle === undefined) file.spoiled = true;
    this.#files.set(keyOf(segments), file);
    return file;
  }

  /** After the simulator made a file. One that was removed since the snapshot stays the removed one. */
  created(segments: readonly string[], stats: BigIntStats): void {
    const known = this.#files.get(keyOf(segments));
    if (known === undefined) this.#files.set(keyOf(segments), new PreservedFile(stats, true));
  }

  /** After the simulator removed a file, whose bytes the handle keeps. The handle is this object's from here on. */
  removed(segments: readonly string[], file: PreservedFile, handle: FileHandle): void {
    file.handle = handle;
    const folder = keyOf(segments.slice(0, -1));
    const list = this.#removed.get(folder) ?? [];
    list.push(segments.at(-1) ?? '');
    this.#removed.set(folder, list);
  }

  /** Forgets a file that was made after the snapshot and is gone again. */
  forget(segments: readonly string[]): void {
    this.#files.delete(keyOf(segments));
  }

  /** Around each change of a folder's entries by the simulator. */
  folderChanged(folder: readonly string[], before: bigint, after: bigint): void {
    this.#folders.set(keyOf(folder), this.explain(folder, before) ? after : null);
  }

  async release(): Promise<void> {
    const handles = [...this.#files.values()].map(({ handle }) => handle);
    this.#files.clear();
    this.#removed.clear();
    for (const handle of handles) await handle?.close();
  }
}

/** Windows compares names without regard to case, and so do the records. */
function keyOf(segments: readonly string[]): string {
  return segments.join('\\').toLowerCase();
}
