import type { BackupFile, OpenedFile } from './backup-file.js';
import { driverBreach } from './driver-breach.js';
import type { DriverLink, DriverStep } from './driver-link.js';
import type { FileEntry, FileLedger } from './file-ledger.js';
import { FileReader } from './file-reader.js';
import type { OpenFile } from './open-file.js';

/** The place for the one file that can be open. It makes sure that each `open` of the driver meets one `close`. */
export class OpenFileSlot {
  readonly #link: DriverLink;
  readonly #ledger: FileLedger;
  readonly #reader = new FileReader();
  #current: OpenFile | undefined;

  constructor(link: DriverLink, ledger: FileLedger) {
    this.#link = link;
    this.#ledger = ledger;
  }

  /** The file that is open, if one is. */
  get opened(): OpenedFile | undefined {
    return this.#current?.opened;
  }

  /** Throws `FILE_ALREADY_OPEN` if a file is open. */
  requireEmpty(operation: string): void {
    if (this.#current === undefined) return;
    const message = `${operation}: "${this.#current.opened.file.path}" is open; close it first.`;
    throw this.#link.refusal({ code: 'FILE_ALREADY_OPEN', message });
  }

  /** Throws `NO_FILE_OPEN` if none is. */
  requireOpen(operation: string): OpenFile {
    if (this.#current !== undefined) return this.#current;
    throw this.#link.refusal({ code: 'NO_FILE_OPEN', message: `${operation}: no file is open.` });
  }

  async open(file: BackupFile, entry: FileEntry, signal: AbortSignal | undefined): Promise<OpenedFile> {
    const opened = await this.#callAbout(entry, signal, async (driver, control) => {
      const size = await driver.open(file, control);
      const opened: OpenedFile = { file, size };
      this.#current = {
        opened,
        entry,
        bytes: 0,
        driverAtEnd: false,
        atEnd: false,
        staged: new Uint8Array(0),
      };
      this.#ledger.reopen(entry);
      if (!Number.isSafeInteger(size) || size < 0)
        throw driverBreach(driver.backend, `open answered a size of ${size} for "${file.path}"`);
      return opened;
    });
    this.#link.report({ kind: 'file-start', path: file.path, size: opened.size });
    return opened;
  }

  async read(buffer: Uint8Array, signal: AbortSignal | undefined): Promise<number> {
    const file = this.requireOpen('read');
    // Where the driver's position is after a failed read, nobody knows: never ask it for more.
    if (file.entry.status === 'failed') throw file.entry.failure;
    signal?.throwIfAborted();
    return this.#reader.read(file, buffer, (window) =>
      this.#callAbout(file.entry, signal, async (driver, control) => {
        const count = await driver.read(window, control);
        if (Number.isInteger(count) && count >= 0 && count <= window.length) return count;
        const path = file.opened.file.path;
        throw driverBreach(driver.backend, `read answered ${count} of ${window.length} bytes for "${path}"`);
      }),
    );
  }

  /** Closes what is open, for good, even if the driver's `close` fails: then the file has failed too. */
  async close(): Promise<void> {
    const file = this.requireOpen('close');
    this.#current = undefined;
    await this.#link.call((driver, control) => driver.close(control), {
      aboutFile: true,
      onFailure: (failure) => this.#ledger.markFailed(file.entry, failure),
    });
    if (file.atEnd) this.#ledger.markRead(file.entry, file.bytes);
    this.#link.report({ kind: 'file-end', path: file.opened.file.path, bytes: file.bytes });
  }

  #callAbout<T>(entry: FileEntry, signal: AbortSignal | undefined, step: DriverStep<T>): Promise<T> {
    return this.#link.call(step, {
      signal,
      aboutFile: true,
      onFailure: (failure, scope) => {
        if (scope === 'file') this.#ledger.markFailed(entry, failure);
      },
    });
  }
}
