import type { BackupCapabilities } from './backup-capabilities.js';

/**
 * What a restore can do, as data. Every flag is tested both ways by the contract suite: what is declared works, and
 * what is not declared rejects with `UNSUPPORTED` (or is plainly not asked for).
 */
export interface RestoreCapabilities {
  /** What is put back: the directory database with its logs alone, or the system state around it. */
  readonly coverage: BackupCapabilities['coverage'];
  /**
   * Only `locations()` works, and `register` rejects with `UNSUPPORTED`. So it is where a legacy restore was opened without
   * the backup's expiry token: DsRestorePrepare then gives a restricted handle.
   */
  readonly locationsOnly: boolean;
  /**
   * Windows replays the backed-up logs itself, so a plan must have a `logReplay`. Where false a plan needs none, and
   * one that is there is not looked at (a database out of a shadow copy is whole without it).
   */
  readonly replaysLogs: boolean;
  /** A file's own write error spoils that file only, which may be created again. Where false it fails the session. */
  readonly survivesFileErrors: boolean;
}
