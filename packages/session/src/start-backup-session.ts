import type { BackupDriver, DriverControl } from './backup-driver.js';
import type { BackupProgress } from './backup-progress.js';
import { BackupSession } from './backup-session.js';
import { DriverLink } from './driver-link.js';
import type { IBackupSession } from './ibackup-session.js';
import { OperationGate } from './operation-gate.js';
import { prepareDriver } from './prepare-driver.js';
import { progressReporter } from './progress-reporter.js';

/** Options of `startBackupSession`, and of every function that opens a session. */
export interface SessionOptions {
  /** Gives up preparing; its reason is rethrown as it is. It does not reach past the opening of the session. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds that preparing may take before it is cancelled and rejects with `DEADLINE_EXCEEDED`. A native call that
   * has started is still waited for. Default: no bound.
   */
  readonly deadline?: number | undefined;
  /** Told what happens, for people and logs to see. What it throws is ignored. */
  readonly onProgress?: ((progress: BackupProgress) => void) | undefined;
}

/**
 * Prepares a backup with a driver and keeps every promise of `IBackupSession` over it. Resolves when the
 * backup is prepared. If preparing fails, the driver has aborted and released before this rejects.
 *
 * Rejects with `INVALID_ARGUMENT` for a deadline that is no positive number, `DEADLINE_EXCEEDED`, the signal's
 * own reason, whatever the driver's `prepare` rejected with, or `RELEASE_FAILED` (its cause an `AggregateError`
 * of all failures, the first one first) if giving back failed as well. The driver is the session's from here on.
 */
export async function startBackupSession(
  driver: BackupDriver,
  options: SessionOptions = {},
): Promise<IBackupSession> {
  const report = progressReporter(options.onProgress);
  const prepared = {
    backend: driver.backend,
    prepare: (control: DriverControl) => driver.prepare(control),
    abort: (_reason: unknown, control: DriverControl) => driver.abort(control),
    release: (control: DriverControl) => driver.release(control),
  };
  await prepareDriver(prepared, { ...options, what: 'the backup', report });
  return new BackupSession(new DriverLink(driver, new OperationGate(driver.backend), report));
}
