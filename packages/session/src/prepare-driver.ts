import type { DriverControl } from './backup-driver.js';
import { FailureCollector } from './failure-collector.js';
import { preparingSignal } from './preparing-signal.js';
import type { SessionOptions } from './start-backup-session.js';

/** What can be prepared and given back: a driver, be it a backup's or a restore's. */
export interface PreparedDriver {
  readonly backend: string;
  prepare(control: DriverControl): Promise<void>;
  abort(reason: unknown, control: DriverControl): Promise<void>;
  release(control: DriverControl): Promise<void>;
}

/** How a driver is prepared. */
export interface PrepareOptions extends SessionOptions {
  /** What is being prepared, for messages: `the backup`. */
  readonly what: string;
  readonly report: DriverControl['report'];
}

/**
 * Prepares a driver, or aborts and releases it and then rejects: nothing is left out behind a rejection. A caller who
 * gave up, or whose deadline passed, gets that reason even if preparing came to an end meanwhile.
 */
export async function prepareDriver(driver: PreparedDriver, options: PrepareOptions): Promise<void> {
  const { report, what } = options;
  const failures = new FailureCollector();
  let asked = false;
  try {
    using preparing = preparingSignal(driver.backend, options);
    const { signal } = preparing;
    signal.throwIfAborted();
    asked = true;
    await prepareUnder(signal, () => driver.prepare({ signal, report }));
  } catch (failure) {
    failures.add(failure);
    const control = { signal: new AbortController().signal, report };
    if (asked) await failures.attempt(async () => driver.abort(failure, control));
    await failures.attempt(async () => driver.release(control));
  }
  failures.throwIfAny(`Preparing ${what}`, driver.backend);
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
