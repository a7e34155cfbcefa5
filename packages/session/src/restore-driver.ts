import type { DriverControl } from './backup-driver.js';
import type { RestoreCapabilities } from './restore-capabilities.js';
import type { RestoreLocations } from './restore-locations.js';
import type { RestoreFile, RestorePlan } from './restore-plan.js';
import type { DriverRestoreReceipt } from './restore-receipt.js';

/**
 * One backend's restore, seen from the session: small and dumb. The session keeps every promise about order, states,
 * what was planned and what was placed; a driver makes the calls and says truthfully what they answered.
 *
 * The session guarantees to a driver:
 * - calls never overlap, and `prepare` comes first, once;
 * - `locations` any number of times, before and after `register`, never with a file open;
 * - `register` at most once that resolves, never where `capabilities.locationsOnly`, with a plan whose files have distinct paths
 *   and sizes that are whole numbers, with `logReplay` where `capabilities.replaysLogs`. It comes again only if it gave up for the signal or
 *   rejected with the scope `'call'`;
 * - `create` only after `register` resolved, with no file open, and with a file of the plan, the very same object. It may come
 *   again for a file, placed or not: its last placing counts;
 * - `write` only with a file open that has bytes, with at least one byte, and never with more in all than the file's `size`;
 * - `close` exactly once for each `create` that resolved, before `commit` and `abort`. It is told whether the file is whole:
 *   all bytes were written and nothing failed;
 * - `commit` only after `register` resolved and every planned file was closed whole;
 * - `abort` at most once: after every `prepare` that was not followed by a `commit` that resolved, so also after a `prepare`,
 *   `register` or `commit` that rejected;
 * - `release` exactly once, last, whatever happened before, even if `prepare` rejected or was never called.
 *
 * The driver owes to the session:
 * - nothing at the destination is changed before `register` resolved;
 * - a file that was closed whole is durable when `close` resolves, though it need not be in its place before `commit`;
 * - after `abort` the destination is as it was before `register`, or it is clearly marked as unfinished and `abort` rejects, naming
 *   what is left and where. Never half new and half old without saying so;
 * - a native call that has started is waited for. To give up for `control.signal`, between two native calls and with
 *   nothing changed, reject with `signal.reason` as it is: that spoils nothing;
 * - every other rejection is a `DsBackupError` whose `scope` says what is spoiled: `'session'` for everything, `'file'`
 *   for the one file, which may be created again (only from `create`, `write` and `close`, only where `capabilities.survivesFileErrors`),
 *   `'call'` for nothing but the call. Anything else is taken for a bug, and fails the session.
 */
export interface RestoreDriver {
  readonly backend: string;
  readonly capabilities: RestoreCapabilities;
  /** Opens the restore: the directory is offline and DsRestorePrepare succeeded, or InitializeForRestore took the saved document. */
  prepare(control: DriverControl): Promise<void>;
  /** DsRestoreGetDatabaseLocations, or the saved writer metadata. */
  locations(control: DriverControl): Promise<RestoreLocations>;
  /** DsRestoreRegister, or PreRestore. From here on the directory must not start until `commit` or `abort`. */
  register(plan: RestorePlan, control: DriverControl): Promise<void>;
  /** Begins a file. If it rejects, no file is open and `close` does not follow. */
  create(file: RestoreFile, control: DriverControl): Promise<void>;
  /** Writes all of `bytes`, which are the caller's again once this resolves. */
  write(bytes: Uint8Array, control: DriverControl): Promise<void>;
  /** Makes a whole file durable, or throws away one that is not. Even if it rejects, the file counts as closed. */
  close(whole: boolean, control: DriverControl): Promise<void>;
  /** Puts everything in its place, then declares success: DsRestoreRegisterComplete(S_OK) and DsRestoreEnd, or PostRestore. What it answers is final. */
  commit(control: DriverControl): Promise<DriverRestoreReceipt>;
  /**
   * Tells Windows that the restore failed, DsRestoreRegisterComplete(error), if DsRestoreRegister was called, and puts back what was there.
   * `reason` is what the caller gave to `abort`, else the failure that spoiled the session, else undefined. Where it is a
   * `DsBackupError` whose `native` is of the domain `hresult` or `win32`, and not 0, that status is what Windows is told.
   */
  abort(reason: unknown, control: DriverControl): Promise<void>;
  /** Gives back everything that is still held. Must try everything, and rejects at the end if something failed. */
  release(control: DriverControl): Promise<void>;
}
