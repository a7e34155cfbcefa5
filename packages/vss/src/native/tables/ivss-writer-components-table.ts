import { defineInterface } from './com-interface.js';

/**
 * `IVssWriterComponents` (vswriter.h), slots 0 to 2: the first vtable of an `IVssWriterComponentsExt`, and no
 * IUnknown. That one is the object's second vtable (vsbackup.h of the Windows SDK; mingw-w64's lacks it).
 */
export const IVssWriterComponentsTable = defineInterface({
  name: 'IVssWriterComponents',
  iid: null,
  parent: null,
  methods: {
    GetComponentCount: ['memory'],
    GetWriterInfo: ['memory', 'memory'],
    GetComponent: ['uint32', 'memory'],
  },
});
