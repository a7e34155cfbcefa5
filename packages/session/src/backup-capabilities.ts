/**
 * What a backend can do, as data. Every flag is tested both ways by the contract suite: what is
 * declared works, and what is not declared rejects with `UNSUPPORTED` (or is plainly absent).
 */
export interface BackupCapabilities {
  /** What a complete backup holds: the directory database with its logs alone, or the system state around it. */
  readonly coverage: 'directory-database' | 'system-state';
  /** There is a third list: SYSVOL, registry and so on. Where false, `others()` is empty. */
  readonly others: boolean;
  /** `complete({ truncateLogs: true })` cuts the logs that were backed up. Where false it rejects with `UNSUPPORTED`. */
  readonly truncatesLogs: boolean;
  /** A file's own read error fails that file's component only. Where false it fails the session. */
  readonly survivesFileErrors: boolean;
  /** `complete` hands over documents that a restore needs. */
  readonly documents: boolean;
  /** `complete` hands over an expiry token that a restore needs. */
  readonly expiryToken: boolean;
}
