import { defineInterface } from './com-interface.js';
import { IUnknownTable } from './iunknown-table.js';

/** `IVssWMComponent` (vsbackup.h), slots 3 to 8. */
export const IVssWMComponentTable = defineInterface({
  name: 'IVssWMComponent',
  iid: null,
  parent: IUnknownTable,
  methods: {
    GetComponentInfo: ['memory'],
    FreeComponentInfo: ['pointer'],
    GetFile: ['uint32', 'memory'],
    GetDatabaseFile: ['uint32', 'memory'],
    GetDatabaseLogFile: ['uint32', 'memory'],
    GetDependency: ['uint32', 'memory'],
  },
});
