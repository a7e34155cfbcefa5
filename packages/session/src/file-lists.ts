import type { DriverControl } from './backup-driver.js';
import type { BackupFile, FileList } from './backup-file.js';
import { driverBreach } from './driver-breach.js';
import type { DriverLink } from './driver-link.js';
import type { DsBackupError } from './ds-backup-error.js';
import type { FileLedger } from './file-ledger.js';

/** The three lists of a session: each asked of the driver once, and every file of them known to the ledger. */
export class FileLists {
  readonly #link: DriverLink;
  readonly #ledger: FileLedger;
  #databases: readonly BackupFile[] | undefined;
  #logs: readonly BackupFile[] | undefined;
  #logsAsked = false;
  #others: AsyncIterator<BackupFile> | undefined;
  #othersStarted = false;
  #othersExhausted = false;

  constructor(link: DriverLink, ledger: FileLedger) {
    this.#link = link;
    this.#ledger = ledger;
  }

  /** The door behind which databases stay shut. */
  get logsAsked(): boolean {
    return this.#logsAsked;
  }

  get othersExhausted(): boolean {
    return this.#othersExhausted;
  }

  /** The lists that were never asked for to their end. */
  unasked(): FileList[] {
    const lists: FileList[] = [];
    if (this.#databases === undefined) lists.push('databases');
    if (this.#logs === undefined) lists.push('logs');
    if (this.#link.driver.capabilities.others && !this.#othersExhausted) lists.push('others');
    return lists;
  }

  /** The databases that are neither read, nor skipped, nor failed. */
  unreadDatabases(): readonly BackupFile[] {
    return (this.#databases ?? []).filter((file) => this.#ledger.find(file)?.status === 'unread');
  }

  async databases(signal: AbortSignal | undefined): Promise<readonly BackupFile[]> {
    signal?.throwIfAborted();
    if (this.#databases !== undefined) return this.#databases;
    if (this.#logsAsked)
      throw this.#outOfOrder('databases: the logs were asked for already; databases come first.');
    this.#databases = await this.#askList('databases', signal);
    return this.#databases;
  }

  async logs(signal: AbortSignal | undefined): Promise<readonly BackupFile[]> {
    signal?.throwIfAborted();
    if (this.#logs !== undefined) return this.#logs;
    this.#logsAsked = true;
    this.#logs = await this.#askList('logs', signal);
    return this.#logs;
  }

  /** Starts the stream of the third list, which can be walked once. */
  startOthers(): void {
    if (this.#othersStarted) {
      throw this.#outOfOrder('others: this list is streamed once per session, and that has been done.');
    }
    this.#othersStarted = true;
    if (!this.#link.driver.capabilities.others) this.#othersExhausted = true;
  }

  /** The next file of the third list, or undefined at its end. */
  async nextOther(signal: AbortSignal | undefined): Promise<BackupFile | undefined> {
    if (this.#othersExhausted) return undefined;
    return this.#link.call(
      async (driver, control) => {
        this.#others ??= driver.others(control)[Symbol.asyncIterator]();
        const next = await this.#stepOthers(this.#others);
        if (next.done !== true) return this.#admit(next.value, 'others');
        this.#others = undefined;
        this.#othersExhausted = true;
        return undefined;
      },
      { signal },
    );
  }

  /** Stops the third list early, so that the driver lets go of what it walks with. */
  async stopOthers(): Promise<void> {
    const iterator = this.#others;
    this.#others = undefined;
    await this.#link.call(async () => {
      await iterator?.return?.();
    });
  }

  async #stepOthers(iterator: AsyncIterator<BackupFile>): Promise<IteratorResult<BackupFile>> {
    try {
      return await iterator.next();
    } catch (failure) {
      // An iterator that threw is over: there is nothing left to stop.
      this.#others = undefined;
      throw failure;
    }
  }

  async #askList(
    list: 'databases' | 'logs',
    signal: AbortSignal | undefined,
  ): Promise<readonly BackupFile[]> {
    return this.#link.call(
      async (driver, control: DriverControl) => {
        const files = await driver[list](control);
        return Object.freeze(files.map((file) => this.#admit(file, list)));
      },
      { signal },
    );
  }

  #admit(file: BackupFile, list: FileList): BackupFile {
    const { backend } = this.#link.driver;
    if (file.list !== list)
      throw driverBreach(backend, `${list} named "${file.path}", which says it is of ${file.list}`);
    if (!this.#ledger.add(file, list))
      throw driverBreach(backend, `${list} named "${file.path}" a second time`);
    return file;
  }

  #outOfOrder(message: string): DsBackupError {
    return this.#link.refusal({ code: 'OUT_OF_ORDER', message });
  }
}
