import type { BackupCapabilities } from './backup-capabilities.js';
import type { BackupFile, OpenedFile } from './backup-file.js';
import type { BackupCommit, BackupReceipt } from './backup-receipt.js';

/** Every state a session can be in. Only `open` allows new work; `failed` allows `close`, `abort` and `end`. */
export type SessionState = 'open' | 'failed' | 'completed' | 'aborted' | 'ended';

/** Options of a single call. */
export interface CallOptions {
  /**
   * Looked at before each native call and between chunks; its reason is rethrown as it is. A native
   * call that has started is always waited for, so that you know what Windows decided.
   */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `readFile`. */
export interface ReadFileOptions extends CallOptions {
  /** Bytes per chunk, at least 24,576; floored to a multiple of 8,192. Default 1 MiB. This much memory is held. */
  readonly chunkSize?: number | undefined;
}

/** Options of `complete`. */
export interface CompleteOptions extends CallOptions {
  /** Cut the logs that were backed up. Default false. Refused with `TRUNCATE_REFUSED` after any skip or failed file. */
  readonly truncateLogs?: boolean | undefined;
  /**
   * Called with the documents and the token before logs are cut or success is declared: write and flush
   * them here. If it rejects, nothing is committed, the session stays open and the reason is rethrown.
   * Do not await `abort()` or `end()` in here: they wait for `complete`, which waits for this.
   */
  readonly beforeCommit?: ((commit: BackupCommit) => Promise<void> | void) | undefined;
}

/**
 * A backup that is under way. The same for every backend; nothing a caller does depends on which one it is.
 *
 * @example
 * ```ts
 * await using session = await openBackupSession({ backend: 'auto' });
 * for await (const file of session.files()) {
 *   for await (const chunk of session.readFile(file)) await target.write(file, chunk);
 * }
 * await session.complete();
 * ```
 *
 * One operation runs at a time: a second one rejects with `OPERATION_IN_PROGRESS`, while `abort()` and
 * `end()` wait. A step of `files()`, `others()` or `readFile()` is an operation; between two steps nothing is held.
 * Leaving the scope without `complete()` aborts and releases: success is never the default.
 *
 * Every call can also reject with `OPERATION_IN_PROGRESS`, with `SESSION_FAILED` (its `cause` is the first failure), or with
 * `INVALID_SESSION` once the session is complete, aborted or ended, or waits to be. A failure of the backend is rethrown as it is.
 */
export interface IBackupSession extends AsyncDisposable {
  /** The backend's name, for messages. Never branch on it: ask `capabilities`. */
  readonly backend: string;
  readonly capabilities: BackupCapabilities;
  readonly state: SessionState;
  /**
   * A copy of the token that a restore will ask for, where the backend knows it from the start. `complete` hands it over as well,
   * always; this is for who must keep it before the backup is done.
   */
  readonly expiryToken: Uint8Array | undefined;

  /**
   * The database files, asked of Windows once. Rejects: `OUT_OF_ORDER` when first asked after `logs()`; or with what
   * Windows said, and the session has failed.
   */
  databases(options?: CallOptions): Promise<readonly BackupFile[]>;

  /**
   * The log files, asked of Windows once. From here on no database can be opened. Rejects:
   * `FILE_ALREADY_OPEN` while a file is open; otherwise as `databases`.
   */
  logs(options?: CallOptions): Promise<readonly BackupFile[]>;

  /**
   * Everything else, streamed, since there may be many thousands; once per session (`OUT_OF_ORDER` the second time).
   * Nothing of it is kept: read or skip a file before you let go of it. Stop early and the backup can't be completed.
   */
  others(options?: CallOptions): AsyncIterable<BackupFile>;

  /**
   * The three lists joined in the order that every backend allows; files already read or skipped are left out, and so
   * are others that an earlier walk gave. Rejects with `DATABASES_UNREAD` when asked past a database that was neither
   * read to its end and closed, nor skipped, nor failed.
   */
  files(options?: CallOptions): AsyncIterable<BackupFile>;

  /**
   * Opens a listed file and says its size. A file may be opened again: its last reading counts. Rejects:
   * `FILE_ALREADY_OPEN`, `FILE_NOT_LISTED`, `OUT_OF_ORDER` (a database after `logs()`, or a file that was skipped),
   * `INVALID_ARGUMENT` (a directory or a reparse point, which has no bytes), `FILE_UNREADABLE` (a file that failed before).
   */
  openFile(file: BackupFile, options?: CallOptions): Promise<OpenedFile>;

  /**
   * Reads on into `buffer` and returns the bytes read; 0 is the end, and only 0: a short read is not.
   * A buffer of 24,576 bytes or more is used in place, floored to a multiple of 8,192; a smaller one is
   * filled by way of a staging buffer. Rejects: `NO_FILE_OPEN`, `INVALID_ARGUMENT` for an empty buffer. An error whose
   * `scope` is `'file'` leaves the session open: close the file, then `skip` it by name or give the backup up.
   */
  read(buffer: Uint8Array, options?: CallOptions): Promise<number>;

  /**
   * Closes the open file. One that was not read until `read` said 0 is unread, and may be opened again. Rejects with
   * `NO_FILE_OPEN` when none is. A `close` that fails still leaves none open, and the file has failed.
   */
  close(): Promise<void>;

  /**
   * Opens, reads and closes one file, also when you leave the loop early. A chunk is lent until the next step: copy what
   * you keep. A directory or a reparse point gives no chunk. Rejects as `openFile`, `read` and `close`;
   * `INVALID_ARGUMENT` for a `chunkSize` that is too small; `NO_FILE_OPEN` if someone closed the file between two
   * chunks; `RELEASE_FAILED` if reading and closing both failed.
   */
  readFile(file: BackupFile, options?: ReadFileOptions): AsyncIterable<Uint8Array>;

  /**
   * Leaves a listed file out, on purpose, on record and for good: its component counts as failed. Also the way on after a
   * file failed, and allowed in any order. Throws: `FILE_NOT_LISTED`; `FILE_ALREADY_OPEN` while that file is open;
   * `OUT_OF_ORDER` if it was skipped before; `INVALID_ARGUMENT` for a directory, a reparse point or an empty reason.
   */
  skip(file: BackupFile, reason: string): void;

  /**
   * Declares success, for each component by what was really read. Rejects with `FILES_UNREAD` unless every
   * list was asked for to its end and every file was read to its end and closed, or skipped by name; with
   * `UNSUPPORTED` or `TRUNCATE_REFUSED` as `truncateLogs` says. After these the session is still open.
   * Once it has started, Windows' answer wins over an abort signal; a failure of Windows fails the session.
   */
  complete(options?: CompleteOptions): Promise<BackupReceipt>;

  /**
   * Gives the backup up, waiting for what is under way and closing what is open. Once aborted, even if that failed, again
   * is a no-op. Rejects: `INVALID_SESSION` after `complete` or `end`; with what failed; with `RELEASE_FAILED` if several things did.
   */
  abort(): Promise<void>;

  /**
   * Gives everything back; aborts first if the backup is neither complete nor aborted. Idempotent: every call has the
   * same answer. Rejects, after everything was tried, with what failed, or with `RELEASE_FAILED` whose `cause` is an
   * `AggregateError` of all that did.
   */
  end(): Promise<void>;
}
