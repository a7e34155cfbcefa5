import { defineInterface } from './com-interface.js';
import { IUnknownTable } from './iunknown-table.js';

/** `IVssWMDependency` (vswriter.h), slots 3 to 5. */
export const IVssWMDependencyTable = defineInterface({
  name: 'IVssWMDependency',
  iid: null,
  parent: IUnknownTable,
  methods: {
    GetWriterId: ['memory'],
    GetLogicalPath: ['memory'],
    GetComponentName: ['memory'],
  },
});
