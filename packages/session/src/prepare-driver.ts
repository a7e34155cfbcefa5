import type { BackupDriver, DriverControl } from './backup-driver.js';
import { FailureCollector } from './failure-collector.js';
import { preparingSignal } from './preparing-signal.js';
import type { SessionOptions } from './start-backup-session.js';

/**
 * Prepares a driver, or aborts and releases it and then rejects: nothing is left out behind a rejection. A caller who
 * gave up, or whose deadline passed, gets that reason even if preparing came to an end meanwhile.
 */
export async function prepareDriver(
  driver: BackupDriver,
  options: SessionOptions,
  report: DriverControl['report'],
): Promise<void> {
  const failures = new FailureCollector();
  let asked = false;
  try {
    using preparing = preparingSignal(driver.backend, options);
    const { signal } = preparing;
    signal.throwIfAborted();
    asked = true;
    await prepareUnder(signal, () => driver.prepare({ signal, report }));
  } catch (failure) {
    await failures.attempt(() => Promise.reject(failure));
    const control = { signal: new AbortController().signal, report };
    if (asked) await failures.attempt(async () => driver.abort(control));
    await failures.attempt(async () => driver.release(control));
  }
  failures.throwIfAny('Preparing the backup', driver.backend);
}

/** Whoever gave up is told why, whatever the call that was under way came to. */
async function prepareUnder(signal: AbortSignal, prepare: () => Promise<void>): Promise<void> {
  try {
    await prepare();
  } catch (failure) {
    signal.throwIfAborted();
    throw failure;
  }
  signal.throwIfAborted();
}
