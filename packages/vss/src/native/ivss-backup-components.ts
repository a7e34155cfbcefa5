import type { BackupCalls } from './backup-calls.js';
import type { IUnknown } from './iunknown.js';
import type { NewerBackupComponents } from './ivss-backup-components-ex.js';
import type { RestoreCalls } from './restore-calls.js';
import type { SnapshotCalls } from './snapshot-calls.js';

/**
 * The requester's object: one backup, one restore or one query, then `Release`. Methods have Windows' names and order
 * of arguments; out-parameters come back by name beside `hr`. A null interface or string is one that was never written.
 */
export interface IVssBackupComponents extends IUnknown, BackupCalls, RestoreCalls, SnapshotCalls {
  /**
   * The same object as a newer Windows knows it, with a reference of its own to release; `undefined` where it is not
   * known. Which Windows brought which is nowhere published (fact sheet 1.2): ask, and have a way without it.
   *
   * Rejects with a `Win32Error` when the object fails otherwise than by E_NOINTERFACE.
   */
  QueryInterface<N extends keyof NewerBackupComponents>(
    name: N,
  ): Promise<NewerBackupComponents[N] | undefined>;
}
