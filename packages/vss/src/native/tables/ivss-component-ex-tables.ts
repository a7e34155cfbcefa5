import { defineInterface } from './com-interface.js';
import { IVssComponentTable } from './ivss-component-table.js';

/** `IVssComponentEx` (vswriter.h), slots 41 to 47. */
export const IVssComponentExTable = defineInterface({
  name: 'IVssComponentEx',
  iid: '{156c8b5e-f131-4bd7-9c97-d1923be7e1fa}',
  parent: IVssComponentTable,
  methods: {
    SetPrepareForBackupFailureMsg: ['wide-string'],
    SetPostSnapshotFailureMsg: ['wide-string'],
    GetPrepareForBackupFailureMsg: ['memory'],
    GetPostSnapshotFailureMsg: ['memory'],
    GetAuthoritativeRestore: ['memory'],
    GetRollForward: ['memory', 'memory'],
    GetRestoreName: ['memory'],
  },
});

/** `IVssComponentEx2` (vswriter.h), slots 48 and 49. */
export const IVssComponentEx2Table = defineInterface({
  name: 'IVssComponentEx2',
  iid: '{3b5be0f2-07a9-4e4b-bdd3-cfdc8e2c0d2d}',
  parent: IVssComponentExTable,
  methods: {
    SetFailure: ['uint32', 'uint32', 'wide-string', 'uint32'],
    GetFailure: ['memory', 'memory', 'memory', 'memory'],
  },
});
