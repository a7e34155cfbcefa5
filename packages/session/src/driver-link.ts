import type { BackupDriver, DriverControl } from './backup-driver.js';
import type { BackupProgress } from './backup-progress.js';
import { DsBackupError, type DsBackupErrorFields, type ErrorScope } from './ds-backup-error.js';
import { failureScope } from './failure-scope.js';
import type { OperationGate } from './operation-gate.js';

/** What the link must know of a driver, be it a backup's or a restore's. */
export interface LinkedDriver {
  readonly backend: string;
  readonly capabilities: { readonly survivesFileErrors: boolean };
}

/** One call to the driver. */
export type DriverStep<T, Driver = BackupDriver> = (driver: Driver, control: DriverControl) => Promise<T>;

/** How one call to the driver is made. */
export interface DriverCallOptions {
  readonly signal?: AbortSignal | undefined;
  /** The call is about one file, so that a failure may spoil no more than that file. */
  readonly aboutFile?: boolean;
  /** Told how far a failure reached, before it is rethrown. */
  readonly onFailure?: (failure: unknown, scope: ErrorScope) => void;
}

/** Every call to the driver goes through here: the signal is looked at first, and a failure is judged once. */
export class DriverLink<Driver extends LinkedDriver = BackupDriver> {
  readonly driver: Driver;
  readonly gate: OperationGate;
  readonly report: (progress: BackupProgress) => void;
  readonly #never = new AbortController().signal;

  constructor(driver: Driver, gate: OperationGate, report: (progress: BackupProgress) => void) {
    this.driver = driver;
    this.gate = gate;
    this.report = report;
  }

  /** Makes the call unless the signal says no. A failure that spoils the session fails it; all are rethrown as they are. */
  async call<T>(step: DriverStep<T, Driver>, options: DriverCallOptions = {}): Promise<T> {
    const { signal } = options;
    signal?.throwIfAborted();
    try {
      return await step(this.driver, { signal: signal ?? this.#never, report: this.report });
    } catch (failure) {
      const fileCanFailAlone = options.aboutFile === true && this.driver.capabilities.survivesFileErrors;
      const scope = failureScope(failure, { signal, fileCanFailAlone });
      if (scope === 'session') this.gate.fail(failure);
      options.onFailure?.(failure, scope);
      throw failure;
    }
  }

  /** The error for a promise that the caller broke. */
  refusal(fields: Pick<DsBackupErrorFields, 'code' | 'message' | 'hint' | 'cause'>): DsBackupError {
    return new DsBackupError({ ...fields, backend: this.driver.backend });
  }
}
