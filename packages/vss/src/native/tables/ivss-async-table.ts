import { defineInterface } from './com-interface.js';
import { IUnknownTable } from './iunknown-table.js';

/** `IVssAsync` (vss.h), slots 3 to 5. `QueryStatus` wants NULL for its second argument. */
export const IVssAsyncTable = defineInterface({
  name: 'IVssAsync',
  iid: '{507c37b4-cf5b-4e95-b0af-14eb9767467e}',
  parent: IUnknownTable,
  methods: {
    Cancel: [],
    Wait: ['uint32'],
    QueryStatus: ['memory', 'memory'],
  },
});
