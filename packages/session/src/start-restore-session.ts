import { DriverLink } from './driver-link.js';
import type { IRestoreSession } from './irestore-session.js';
import { OperationGate } from './operation-gate.js';
import { prepareDriver } from './prepare-driver.js';
import { progressReporter } from './progress-reporter.js';
import type { RestoreDriver } from './restore-driver.js';
import { RestoreSession } from './restore-session.js';
import type { SessionOptions } from './start-backup-session.js';

/**
 * Prepares a restore with a driver and keeps every promise of `IRestoreSession` over it. Resolves when Windows is ready to
 * be asked for locations. If preparing fails, the driver has aborted and released before this rejects.
 *
 * Rejects with `INVALID_ARGUMENT` for a deadline that is no positive number, `DEADLINE_EXCEEDED`, the signal's
 * own reason, whatever the driver's `prepare` rejected with, or `RELEASE_FAILED` (its cause an `AggregateError`
 * of all failures, the first one first) if giving back failed as well. The driver is the session's from here on.
 */
export async function startRestoreSession(
  driver: RestoreDriver,
  options: SessionOptions = {},
): Promise<IRestoreSession> {
  const report = progressReporter(options.onProgress);
  await prepareDriver(driver, { ...options, what: 'the restore', report });
  return new RestoreSession(new DriverLink(driver, new OperationGate(driver.backend), report));
}
