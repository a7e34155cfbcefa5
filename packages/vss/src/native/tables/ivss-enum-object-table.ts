import { defineInterface } from './com-interface.js';
import { IUnknownTable } from './iunknown-table.js';

/** `IVssEnumObject` (vss.h), slots 3 to 6. */
export const IVssEnumObjectTable = defineInterface({
  name: 'IVssEnumObject',
  iid: '{ae1c7110-2f60-11d3-8a39-00c04f72d8e3}',
  parent: IUnknownTable,
  methods: {
    Next: ['uint32', 'memory', 'memory'],
    Skip: ['uint32'],
    Reset: [],
    Clone: ['memory'],
  },
});
