import type { RestoreCapabilities } from './restore-capabilities.js';

/** What Windows accepted of a restore; the session adds what it placed. */
export interface DriverRestoreReceipt {
  /** The restore takes effect with the next normal start of the system. */
  readonly restartRequired: boolean;
  readonly warnings: readonly string[];
}

/** What was restored. */
export interface RestoreReceipt extends DriverRestoreReceipt {
  readonly backend: string;
  readonly coverage: RestoreCapabilities['coverage'];
  /** Files that were placed whole through the session; directories and reparse points are not among them. */
  readonly files: number;
  /** Bytes of those files. */
  readonly bytes: number;
  /** The caller placed the files, so that `files` and `bytes` are 0. */
  readonly placedByCaller: boolean;
}
