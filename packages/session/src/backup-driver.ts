import type { BackupCapabilities } from './backup-capabilities.js';
import type { BackupFile } from './backup-file.js';
import type { BackupProgress } from './backup-progress.js';
import type { BackupCommit, BackupDocument, ComponentOutcome } from './backup-receipt.js';

/** What the session hands to a driver with every call. */
export interface DriverControl {
  /** Aborted when the caller gives up or a deadline passes. Look at it before each native call of a long step. */
  readonly signal: AbortSignal;
  /** Tells what happens. Never throws. */
  report(progress: BackupProgress): void;
}

/** What a driver gives back before anything is committed; the session adds the components. */
export type DriverDocuments = Pick<BackupCommit, 'documents' | 'expiryToken'>;

/** What a driver commits. */
export interface DriverCommit {
  readonly components: readonly ComponentOutcome[];
  readonly truncateLogs: boolean;
}

/** What Windows accepted of a commit. */
export interface DriverReceipt {
  readonly logsTruncated: boolean;
  /** Documents whose final form is known only now; they replace those of the same name. */
  readonly documents: readonly BackupDocument[];
  readonly warnings: readonly string[];
}

/**
 * One backend, seen from the session: small and dumb. The session keeps every promise about order, states,
 * buffers, skipping and giving back; a driver makes the calls and says truthfully what they answered.
 *
 * The session guarantees to a driver:
 * - calls never overlap (a step or the `return()` of what `others` answered is a call too), and `prepare` comes first, once;
 * - each list is asked for once, unless it gave up for the signal; `others` only where `capabilities.others`;
 * - `open` only with no file open and only with a file that this driver listed, the very same object, that has bytes;
 * - `read` only with a file open, into a buffer of at least 24,576 bytes whose length is a multiple of 8,192,
 *   and never again after it returned 0;
 * - `close` exactly once for each `open` that resolved, before `documents`, `commit` and `abort`;
 * - `documents` then `commit`, or `abort`; `documents` comes again if the caller's own flushing failed in between and
 *   `complete` is tried again;
 * - `abort` at most once: after every `prepare` that was not followed by a `commit` that resolved, so also after a
 *   `prepare`, `documents` or `commit` that rejected;
 * - `release` exactly once, last, whatever happened before, even if `prepare` rejected or was never called.
 *
 * The driver owes to the session:
 * - each file is a fresh object, named once, with the `list` that it is in; its `component` never changes;
 * - a native call that has started is waited for. To give up for `control.signal`, between two native calls and with
 *   nothing changed, reject with `signal.reason` as it is: that spoils nothing;
 * - every other rejection is a `DsBackupError` whose `scope` says what is spoiled: `'session'` for everything, `'file'`
 *   for the file's component alone (only from `open`, `read` and `close`, only where `capabilities.survivesFileErrors`),
 *   `'call'` for nothing but the call. Anything else is taken for a bug, and fails the session.
 */
export interface BackupDriver {
  readonly backend: string;
  readonly capabilities: BackupCapabilities;
  /** The token that `documents` will answer, where it is known from the end of `prepare` on. */
  readonly expiryToken?: Uint8Array | undefined;
  /** Brings the backup to where files can be listed: DsBackupPrepare succeeded, or the shadow copy exists. */
  prepare(control: DriverControl): Promise<void>;
  databases(control: DriverControl): Promise<readonly BackupFile[]>;
  logs(control: DriverControl): Promise<readonly BackupFile[]>;
  /** Streams the rest. The session stops early by `return()`, before it closes, aborts or releases. */
  others(control: DriverControl): AsyncIterable<BackupFile>;
  /** Opens a file and answers its size in bytes. If it rejects, no file is open and `close` does not follow. */
  open(file: BackupFile, control: DriverControl): Promise<number>;
  /** Answers the bytes read; 0 at the end. A short read is not the end. */
  read(buffer: Uint8Array, control: DriverControl): Promise<number>;
  /** Closes the open file. Even if it rejects, the file counts as closed and `close` is not tried again. */
  close(control: DriverControl): Promise<void>;
  documents(components: readonly ComponentOutcome[], control: DriverControl): Promise<DriverDocuments>;
  /** Cuts logs if asked, then declares success. What it answers is final. */
  commit(commit: DriverCommit, control: DriverControl): Promise<DriverReceipt>;
  /** Tells Windows that the backup failed, where its rules ask for that. */
  abort(control: DriverControl): Promise<void>;
  /** Gives back everything that is still held. Must try everything, and rejects at the end if something failed. */
  release(control: DriverControl): Promise<void>;
}
