import { type BackupFile, type FileList, hasBytes } from './backup-file.js';
import type { ComponentOutcome, SkippedFile } from './backup-receipt.js';

/** What the files of one component came to so far. */
export interface ComponentTally {
  readonly component: string;
  files: number;
  bytes: number;
  unread: number;
  failed: number;
  readonly skipped: SkippedFile[];
}

/** One listed file. `no-bytes` is a directory or a reparse point: naming it is all there is to do. */
export interface FileEntry {
  readonly list: FileList;
  readonly tally: ComponentTally;
  status: 'unread' | 'read' | 'skipped' | 'failed' | 'no-bytes';
  bytes: number;
  failure: unknown;
}

/**
 * Knows every listed file by identity and each component by number, and holds no file alive: memory does not
 * grow with the files, only with the components and with what was skipped.
 */
export class FileLedger {
  readonly #entries = new WeakMap<BackupFile, FileEntry>();
  readonly #tallies = new Map<string, ComponentTally>();

  /** Takes a file in. Returns false if it was listed before, which no driver may do. */
  add(file: BackupFile, list: FileList): boolean {
    if (this.#entries.has(file)) return false;
    const tally = this.#tally(file.component);
    const readable = hasBytes(file);
    if (readable) tally.unread++;
    this.#entries.set(file, {
      list,
      tally,
      status: readable ? 'unread' : 'no-bytes',
      bytes: 0,
      failure: undefined,
    });
    return true;
  }

  find(file: BackupFile): FileEntry | undefined {
    return this.#entries.get(file);
  }

  /** Counts a file as unread again: its last reading is the one that counts. */
  reopen(entry: FileEntry): void {
    this.#takeOut(entry);
    entry.status = 'unread';
    entry.tally.unread++;
  }

  markRead(entry: FileEntry, bytes: number): void {
    this.#takeOut(entry);
    entry.status = 'read';
    entry.bytes = bytes;
    entry.tally.files++;
    entry.tally.bytes += bytes;
  }

  /** Fails a file for good: only skipping it by name lets the backup go on to its end. */
  markFailed(entry: FileEntry, failure: unknown): void {
    if (entry.status === 'failed') return;
    this.#takeOut(entry);
    entry.status = 'failed';
    entry.failure = failure;
    entry.tally.failed++;
  }

  markSkipped(entry: FileEntry, skipped: SkippedFile): void {
    this.#takeOut(entry);
    entry.status = 'skipped';
    entry.failure = undefined;
    entry.tally.skipped.push(skipped);
  }

  tallies(): Iterable<ComponentTally> {
    return this.#tallies.values();
  }

  /** Whether a file was skipped, or failed, so that logs must not be cut. */
  get flawed(): boolean {
    return [...this.#tallies.values()].some((tally) => tally.failed > 0 || tally.skipped.length > 0);
  }

  /** The verdict on each component, in the order in which they were first listed. */
  outcomes(): ComponentOutcome[] {
    return [...this.#tallies.values()].map((tally) => ({
      component: tally.component,
      succeeded: tally.unread === 0 && tally.failed === 0 && tally.skipped.length === 0,
      files: tally.files,
      bytes: tally.bytes,
      skipped: [...tally.skipped],
    }));
  }

  #takeOut(entry: FileEntry): void {
    if (entry.status === 'unread') entry.tally.unread--;
    if (entry.status === 'failed') entry.tally.failed--;
    if (entry.status === 'read') {
      entry.tally.files--;
      entry.tally.bytes -= entry.bytes;
      entry.bytes = 0;
    }
  }

  #tally(component: string): ComponentTally {
    const known = this.#tallies.get(component);
    if (known !== undefined) return known;
    const tally = { component, files: 0, bytes: 0, unread: 0, failed: 0, skipped: [] };
    this.#tallies.set(component, tally);
    return tally;
  }
}
