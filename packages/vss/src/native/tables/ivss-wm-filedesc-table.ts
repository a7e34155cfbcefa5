import { defineInterface } from './com-interface.js';
import { IUnknownTable } from './iunknown-table.js';

/** `IVssWMFiledesc` (vswriter.h), slots 3 to 7. */
export const IVssWMFiledescTable = defineInterface({
  name: 'IVssWMFiledesc',
  iid: null,
  parent: IUnknownTable,
  methods: {
    GetPath: ['memory'],
    GetFilespec: ['memory'],
    GetRecursive: ['memory'],
    GetAlternateLocation: ['memory'],
    GetBackupTypeMask: ['memory'],
  },
});
