import type { IVssAsync } from './ivss-async.js';
import type { IVssBackupComponents } from './ivss-backup-components.js';
import type {
  IVssBackupComponentsEx,
  IVssBackupComponentsEx2,
  IVssBackupComponentsEx3,
  IVssBackupComponentsEx4,
  NewerBackupComponents,
} from './ivss-backup-components-ex.js';
import type { IVssExamineWriterMetadataEx } from './ivss-examine-writer-metadata-ex.js';
import { type BackupCallsParts, bindBackupCalls } from './koffi-backup-calls.js';
import { createBackupComponentsRuntime } from './koffi-backup-components-runtime.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import {
  bindIVssBackupComponentsEx,
  bindIVssBackupComponentsEx2,
  bindIVssBackupComponentsEx3,
  bindIVssBackupComponentsEx4,
} from './koffi-ivss-backup-components-ex.js';
import { createQueryNewer } from './koffi-query-newer.js';
import { holdReference } from './koffi-reference.js';
import { bindRestoreCalls } from './koffi-restore-calls.js';
import { bindSnapshotCalls, type SnapshotCallsParts } from './koffi-snapshot-calls.js';
import {
  IVssBackupComponentsEx2Table,
  IVssBackupComponentsEx3Table,
  IVssBackupComponentsEx4Table,
  IVssBackupComponentsExTable,
} from './tables/ivss-backup-components-ex-tables.js';
import { IVssBackupComponentsTable } from './tables/ivss-backup-components-table.js';

/** The wrappers of what an IVssBackupComponents hands out. */
export interface BackupComponentsParts extends BackupCallsParts, SnapshotCallsParts {
  readonly wrapAsync: (address: bigint) => IVssAsync;
  readonly wrapWriterMetadataEx: (address: bigint) => IVssExamineWriterMetadataEx;
}

/**
 * Makes the wrapper of IVssBackupComponents objects, and by it those of their newer interfaces. Every call but
 * QueryInterface runs off the event loop, even those that look harmless: most reach the VSS service, which may be
 * starting or busy, and there are few of them in a backup.
 */
export function createIVssBackupComponentsWrapper(
  com: ComRuntime,
  parts: BackupComponentsParts,
): (address: bigint) => IVssBackupComponents {
  const runtime = createBackupComponentsRuntime(com, parts.wrapAsync);
  const bindBackup = bindBackupCalls(runtime, parts);
  const bindRestore = bindRestoreCalls(runtime);
  const bindSnapshot = bindSnapshotCalls(runtime, parts);
  const bindEx = bindIVssBackupComponentsEx(runtime, parts.wrapWriterMetadataEx);
  const bindEx2 = bindIVssBackupComponentsEx2(runtime);
  const bindEx3 = bindIVssBackupComponentsEx3(runtime);
  const bindEx4 = bindIVssBackupComponentsEx4(runtime);
  const query = createQueryNewer<NewerBackupComponents>(com, {
    IVssBackupComponentsEx: { table: IVssBackupComponentsExTable, wrap: wrapEx },
    IVssBackupComponentsEx2: { table: IVssBackupComponentsEx2Table, wrap: wrapEx2 },
    IVssBackupComponentsEx3: { table: IVssBackupComponentsEx3Table, wrap: wrapEx3 },
    IVssBackupComponentsEx4: { table: IVssBackupComponentsEx4Table, wrap: wrapEx4 },
  });

  function hold(name: string, address: bigint) {
    const reference = holdReference(name, address, com.unknown.releaseAsync);
    const self = () => reference.address;
    const backup: IVssBackupComponents = {
      Release: () => reference.Release(),
      QueryInterface: async (newer) => query(self(), newer),
      ...bindBackup(self),
      ...bindRestore(self),
      ...bindSnapshot(self),
    };
    return { self, backup };
  }

  function wrapEx(address: bigint): IVssBackupComponentsEx {
    const { self, backup } = hold(IVssBackupComponentsExTable.name, address);
    return { ...backup, ...bindEx(self) };
  }

  function wrapEx2(address: bigint): IVssBackupComponentsEx2 {
    const { self, backup } = hold(IVssBackupComponentsEx2Table.name, address);
    return { ...backup, ...bindEx(self), ...bindEx2(self) };
  }

  function wrapEx3(address: bigint): IVssBackupComponentsEx3 {
    const { self, backup } = hold(IVssBackupComponentsEx3Table.name, address);
    return { ...backup, ...bindEx(self), ...bindEx2(self), ...bindEx3(self) };
  }

  function wrapEx4(address: bigint): IVssBackupComponentsEx4 {
    const { self, backup } = hold(IVssBackupComponentsEx4Table.name, address);
    return { ...backup, ...bindEx(self), ...bindEx2(self), ...bindEx3(self), ...bindEx4(self) };
  }

  return (address) => hold(IVssBackupComponentsTable.name, address).backup;
}
