import { isUint8Array } from 'node:util/types';
import type { BackupCapabilities } from './backup-capabilities.js';
import type { BackupFile, OpenedFile } from './backup-file.js';
import type { BackupReceipt } from './backup-receipt.js';
import { ChunkBuffer } from './chunk-buffer.js';
import { commitBackup } from './commit-backup.js';
import type { DriverLink } from './driver-link.js';
import { FailureCollector } from './failure-collector.js';
import { FileLedger } from './file-ledger.js';
import { FileLists } from './file-lists.js';
import { FileRules } from './file-rules.js';
import type {
  CallOptions,
  CompleteOptions,
  IBackupSession,
  ReadFileOptions,
  SessionState,
} from './ibackup-session.js';
import { OpenFileSlot } from './open-file-slot.js';
import type { OperationGate } from './operation-gate.js';
import { requireCompletable } from './require-completable.js';
import { streamWithCleanup } from './stream-with-cleanup.js';

/** `IBackupSession` over a prepared driver. Here is only what is refused and in which order; the work is done beside it. */
export class BackupSession implements IBackupSession {
  readonly #link: DriverLink;
  readonly #gate: OperationGate;
  readonly #ledger = new FileLedger();
  readonly #lists: FileLists;
  readonly #rules: FileRules;
  readonly #slot: OpenFileSlot;
  readonly #chunk: ChunkBuffer;
  #ending: Promise<void> | undefined;

  constructor(link: DriverLink) {
    this.#link = link;
    this.#gate = link.gate;
    this.#lists = new FileLists(link, this.#ledger);
    this.#rules = new FileRules(link, this.#ledger, this.#lists);
    this.#slot = new OpenFileSlot(link, this.#ledger);
    this.#chunk = new ChunkBuffer(link);
  }

  get backend(): string {
    return this.#link.driver.backend;
  }

  get capabilities(): BackupCapabilities {
    return this.#link.driver.capabilities;
  }

  get state(): SessionState {
    return this.#gate.state;
  }

  get expiryToken(): Uint8Array | undefined {
    return this.#link.driver.expiryToken?.slice();
  }

  databases(options: CallOptions = {}): Promise<readonly BackupFile[]> {
    return this.#gate.run('databases', () => this.#lists.databases(options.signal));
  }

  logs(options: CallOptions = {}): Promise<readonly BackupFile[]> {
    return this.#gate.run('logs', async () => {
      this.#slot.requireEmpty('logs');
      return this.#lists.logs(options.signal);
    });
  }

  async *others(options: CallOptions = {}): AsyncIterable<BackupFile> {
    await this.#gate.run('others', async () => this.#lists.startOthers());
    yield* streamWithCleanup(this.#walkOthers(options), {
      what: 'Walking the other files',
      backend: this.backend,
      cleanup: () => this.#gate.runWhenIdle(() => this.#lists.stopOthers()),
    });
  }

  async *files(options: CallOptions = {}): AsyncIterable<BackupFile> {
    if (this.#lists.logsAsked) this.#requireDatabasesRead();
    yield* this.#waiting(await this.databases(options));
    this.#requireDatabasesRead();
    yield* this.#waiting(await this.logs(options));
    if (this.#lists.unasked().includes('others')) yield* this.others(options);
  }

  openFile(file: BackupFile, options: CallOptions = {}): Promise<OpenedFile> {
    return this.#gate.run('openFile', async () => {
      this.#slot.requireEmpty('openFile');
      return this.#slot.open(file, this.#rules.requireOpenable(file), options.signal);
    });
  }

  read(buffer: Uint8Array, options: CallOptions = {}): Promise<number> {
    return this.#gate.run('read', async () => {
      this.#slot.requireOpen('read');
      if (!isUint8Array(buffer) || buffer.length === 0) {
        const message = 'read: the buffer must be a Uint8Array of at least one byte.';
        throw this.#link.refusal({ code: 'INVALID_ARGUMENT', message });
      }
      return this.#slot.read(buffer, options.signal);
    });
  }

  close(): Promise<void> {
    return this.#gate.run('close', () => this.#slot.close(), true);
  }

  async *readFile(file: BackupFile, options: ReadFileOptions = {}): AsyncIterable<Uint8Array> {
    this.#gate.admit('readFile');
    const buffer = this.#chunk.lend(options.chunkSize);
    // A loop over all files needs no branch for those without bytes.
    if (this.#ledger.find(file)?.status === 'no-bytes') return;
    const opened = await this.openFile(file, options);
    yield* streamWithCleanup(this.#readChunks(opened, buffer, options), {
      what: `Reading "${file.path}"`,
      backend: this.backend,
      cleanup: () =>
        this.#gate.runWhenIdle(async () => {
          if (this.#slot.opened === opened) await this.#slot.close();
        }),
    });
  }

  skip(file: BackupFile, reason: string): void {
    this.#gate.admit('skip');
    const entry = this.#rules.requireListed('skip', file);
    if (this.#slot.opened?.file === file) this.#slot.requireEmpty('skip');
    if (typeof reason !== 'string' || reason.trim() === '') {
      const message = `skip: a reason must be given for leaving "${file.path}" out.`;
      throw this.#link.refusal({ code: 'INVALID_ARGUMENT', message });
    }
    this.#ledger.markSkipped(entry, { path: file.path, reason });
    this.#link.report({ kind: 'file-skip', path: file.path, reason });
  }

  complete(options: CompleteOptions = {}): Promise<BackupReceipt> {
    const backup = { link: this.#link, ledger: this.#ledger, lists: this.#lists };
    return this.#gate.run('complete', async () => {
      requireCompletable(backup, options);
      options.signal?.throwIfAborted();
      return commitBackup(backup, options);
    });
  }

  async abort(): Promise<void> {
    if (this.#gate.requireAbortable() === 'already') return;
    this.#gate.leave();
    await this.#gate.runWhenIdle(async () => {
      if (this.#gate.requireAbortable() === 'already') return;
      const failures = new FailureCollector();
      await this.#giveUp(failures);
      failures.throwIfAny('Aborting the backup', this.backend);
    });
  }

  end(): Promise<void> {
    this.#gate.leave();
    this.#ending ??= this.#gate.runWhenIdle(async () => {
      const failures = new FailureCollector();
      if (this.state === 'open' || this.state === 'failed') await this.#giveUp(failures);
      await failures.attempt(() => this.#link.call((driver, control) => driver.release(control)));
      this.#gate.settle('ended');
      failures.throwIfAny('Ending the backup', this.backend);
    });
    return this.#ending;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  /** Lets go of what the driver is in the middle of, then tells it that the backup is given up. */
  async #giveUp(failures: FailureCollector): Promise<void> {
    await failures.attempt(() => this.#lists.stopOthers());
    if (this.#slot.opened !== undefined) await failures.attempt(() => this.#slot.close());
    await failures.attempt(() => this.#link.call((driver, control) => driver.abort(control)));
    this.#gate.settle('aborted');
  }

  async *#walkOthers({ signal }: CallOptions): AsyncGenerator<BackupFile, void, undefined> {
    for (;;) {
      const file = await this.#gate.run('others', () => this.#lists.nextOther(signal));
      if (file === undefined) return;
      yield file;
    }
  }

  async *#readChunks(
    opened: OpenedFile,
    buffer: Uint8Array,
    options: CallOptions,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      this.#requireStillOpen(opened);
      const count = await this.read(buffer, options);
      if (count === 0) return;
      yield buffer.subarray(0, count);
    }
  }

  /** Someone may have closed the file between two chunks, and even opened another. */
  #requireStillOpen(opened: OpenedFile): void {
    this.#gate.admit('readFile');
    if (this.#slot.opened === opened) return;
    const message = `readFile: "${opened.file.path}" was closed between two chunks.`;
    throw this.#link.refusal({ code: 'NO_FILE_OPEN', message });
  }

  /** What is neither read nor skipped when its turn comes: each step is an operation like any other. */
  *#waiting(files: readonly BackupFile[]): Generator<BackupFile, void, undefined> {
    for (const file of files) {
      this.#gate.admit('files');
      const status = this.#ledger.find(file)?.status;
      if (status !== 'read' && status !== 'skipped') yield file;
    }
  }

  #requireDatabasesRead(): void {
    this.#gate.admit('files');
    const [first, ...rest] = this.#lists.unreadDatabases();
    if (first === undefined) return;
    throw this.#link.refusal({
      code: 'DATABASES_UNREAD',
      message: `files: "${first.path}"${rest.length === 0 ? '' : ` and ${rest.length} more`} must be read to the end and closed, or skipped, before the logs are asked for.`,
      hint: 'Read each file before asking for the next one; do not collect the list first.',
    });
  }
}
