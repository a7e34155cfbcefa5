import type { BackupDriver } from './backup-driver.js';
import type { BackupProgress } from './backup-progress.js';
import type { IBackupSession } from './ibackup-session.js';

/** Options of `startBackupSession`, and of every function that opens a session. */
export interface SessionOptions {
  /** Gives up preparing; its reason is rethrown as it is. It does not reach past the opening of the session. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that preparing may take before it is cancelled and rejects with `DEADLINE_EXCEEDED`. Default: no bound. */
  readonly deadline?: number | undefined;
  /** Told what happens, for people and logs to see. */
  readonly onProgress?: ((progress: BackupProgress) => void) | undefined;
}

/**
 * Prepares a backup with a driver and keeps every promise of `IBackupSession` over it. Resolves when the
 * backup is prepared. If preparing fails, the driver has aborted and released before this rejects.
 */
export declare function startBackupSession(
  driver: BackupDriver,
  options?: SessionOptions,
): Promise<IBackupSession>;
