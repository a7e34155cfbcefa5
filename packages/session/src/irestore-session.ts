import type { CallOptions, SessionState } from './ibackup-session.js';
import type { RestoreCapabilities } from './restore-capabilities.js';
import type { RestoreLocations } from './restore-locations.js';
import type { RestoreFile, RestorePlan } from './restore-plan.js';
import type { RestoreReceipt } from './restore-receipt.js';

/**
 * A restore that is under way. The same for every backend; nothing a caller does depends on which one it is.
 * Its promises, with their numbers, are in `docs/restore-session.md`.
 *
 * @example
 * ```ts
 * await using session = await openRestoreSession({ expiryToken });
 * const { databases, logReplay, files } = planFor(set, await session.locations());
 * await session.register({ databases, logReplay, files });
 * for (const file of files) await session.writeFile(file, set.read(file.backedUpAs));
 * await session.complete();
 * ```
 *
 * One operation runs at a time: a second one rejects with `OPERATION_IN_PROGRESS`, while `abort()` and `end()` wait. Between
 * two chunks of `writeFile` nothing is held, so that `abort()` and `end()` cut in there.
 * Leaving the scope without `complete()` aborts and releases: success is never the default.
 *
 * Every call can also reject with `OPERATION_IN_PROGRESS`, with `SESSION_FAILED` (its `cause` is the first failure), or with
 * `INVALID_SESSION` once the session is complete, aborted or ended, or waits to be. A failure of the backend is rethrown as it is.
 */
export interface IRestoreSession extends AsyncDisposable {
  /** The backend's name, for messages. Never branch on it: ask `capabilities`. */
  readonly backend: string;
  readonly capabilities: RestoreCapabilities;
  readonly state: SessionState;

  /** Where Windows wants the databases, the logs and the checkpoint. Changes nothing. Rejects: `FILE_ALREADY_OPEN` while a file is open. */
  locations(options?: CallOptions): Promise<RestoreLocations>;

  /**
   * Tells Windows the plan, once; before it nothing can be written. From here on the directory does not start until the
   * restore is complete or aborted. Rejects: `UNSUPPORTED` where `capabilities.locationsOnly`; `INVALID_ARGUMENT` for a plan that is
   * not well-formed (both before Windows is asked); `OUT_OF_ORDER` when one is registered already.
   */
  register(plan: RestorePlan, options?: CallOptions): Promise<void>;

  /**
   * Begins a planned file at its destination. One that was placed before may be created again: its last placing counts.
   * Rejects: `OUT_OF_ORDER` before `register`, `FILE_ALREADY_OPEN`, `FILE_NOT_LISTED` for an object that is not in the plan.
   */
  createFile(file: RestoreFile, options?: CallOptions): Promise<void>;

  /**
   * Writes on, all of `bytes`, which are yours again when it resolves; no bytes at all is nothing to do. Rejects: `NO_FILE_OPEN`; `INVALID_ARGUMENT` for
   * what is no Uint8Array, for more than the file's `size`, and for a file that has no bytes; then nothing is written. After an
   * error whose `scope` is `'file'` close the file, then create it again or give the restore up.
   */
  write(bytes: Uint8Array, options?: CallOptions): Promise<void>;

  /**
   * Closes the open file. With all its bytes written it is durable and placed; one that is short of them, or failed, is thrown
   * away and may be created again. Rejects with `NO_FILE_OPEN` when none is open. A `close` that fails still leaves none open.
   */
  close(): Promise<void>;

  /**
   * Creates, writes and closes one file, and stops the source however it ends. If the source fails, its reason comes through as it is and the
   * file is not placed. Rejects as `createFile`, `write` and `close`; `FILES_UNPLACED` if the source ends before the file's `size`; `NO_FILE_OPEN` if
   * someone closed the file between two chunks; `RELEASE_FAILED` if several of these failed.
   */
  writeFile(
    file: RestoreFile,
    chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    options?: CallOptions,
  ): Promise<void>;

  /**
   * Declares success. Rejects with `OUT_OF_ORDER` before `register`, and with `FILES_UNPLACED` unless every planned file was
   * placed whole; the session is then still open. Once it has started, Windows' answer wins over an abort signal; a failure of Windows
   * fails the session, and the restore is then to be aborted.
   */
  complete(options?: CallOptions): Promise<RestoreReceipt>;

  /**
   * Gives the restore up, waiting for what is under way: what is open is thrown away, Windows is told that the restore failed, and the
   * destination is as it was, or clearly marked and the error says how. `reason` says why; a `DsBackupError` with a native
   * status hands that status to Windows. Once aborted, even if that failed, again is a no-op. Rejects: `INVALID_SESSION` after
   * `complete` or `end`; with what failed; with `RELEASE_FAILED` if several things did.
   */
  abort(reason?: unknown): Promise<void>;

  /**
   * Gives everything back; aborts first if the restore is neither complete nor aborted. Idempotent: every call has the
   * same answer. Rejects, after everything was tried, with what failed, or with `RELEASE_FAILED` whose `cause` is an
   * `AggregateError` of all that did.
   */
  end(): Promise<void>;
}
