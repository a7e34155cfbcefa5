import { defineInterface } from './com-interface.js';
import { IVssBackupComponentsTable } from './ivss-backup-components-table.js';

/** `IVssBackupComponentsEx` (vsbackup.h), slots 51 and 52. */
export const IVssBackupComponentsExTable = defineInterface({
  name: 'IVssBackupComponentsEx',
  iid: '{963f03ad-9e4c-4a34-ac15-e4b6174e5036}',
  parent: IVssBackupComponentsTable,
  methods: {
    GetWriterMetadataEx: ['uint32', 'memory', 'memory'],
    SetSelectedForRestoreEx: ['guid', 'uint32', 'wide-string', 'wide-string', 'bool', 'guid'],
  },
});

/** `IVssBackupComponentsEx2` (vsbackup.h), slots 53 to 59. */
export const IVssBackupComponentsEx2Table = defineInterface({
  name: 'IVssBackupComponentsEx2',
  iid: '{acfe2b3a-22c9-4ef8-bd03-2f9ca230084e}',
  parent: IVssBackupComponentsExTable,
  methods: {
    UnexposeSnapshot: ['guid'],
    SetAuthoritativeRestore: ['guid', 'uint32', 'wide-string', 'wide-string', 'bool'],
    SetRollForward: ['guid', 'uint32', 'wide-string', 'wide-string', 'uint32', 'wide-string'],
    SetRestoreName: ['guid', 'uint32', 'wide-string', 'wide-string', 'wide-string'],
    BreakSnapshotSetEx: ['guid', 'uint32', 'memory'],
    PreFastRecovery: ['guid', 'uint32', 'memory'],
    FastRecovery: ['guid', 'uint32', 'memory'],
  },
});

/** `IVssBackupComponentsEx3` (vsbackup.h), slots 60 to 63. */
export const IVssBackupComponentsEx3Table = defineInterface({
  name: 'IVssBackupComponentsEx3',
  iid: '{c191bfbc-b602-4675-8bd1-67d642f529d5}',
  parent: IVssBackupComponentsEx2Table,
  methods: {
    GetWriterStatusEx: ['uint32', 'memory', 'memory', 'memory', 'memory', 'memory', 'memory', 'memory'],
    AddSnapshotToRecoverySet: ['guid', 'uint32', 'wide-string'],
    RecoverSet: ['uint32', 'memory'],
    GetSessionId: ['memory'],
  },
});

/** `IVssBackupComponentsEx4` (vsbackup.h), slot 64. */
export const IVssBackupComponentsEx4Table = defineInterface({
  name: 'IVssBackupComponentsEx4',
  iid: '{f434c2fd-b553-4961-a9f9-a8e90b673e53}',
  parent: IVssBackupComponentsEx3Table,
  methods: {
    GetRootAndLogicalPrefixPaths: ['wide-string', 'memory', 'memory', 'BOOL'],
  },
});
