import { defineInterface } from './com-interface.js';
import { IVssExamineWriterMetadataTable } from './ivss-examine-writer-metadata-table.js';

/** `IVssExamineWriterMetadataEx` (vsbackup.h), slot 14. */
export const IVssExamineWriterMetadataExTable = defineInterface({
  name: 'IVssExamineWriterMetadataEx',
  iid: '{0c0e5ec0-ca44-472b-b702-e652db1c0451}',
  parent: IVssExamineWriterMetadataTable,
  methods: {
    GetIdentityEx: ['memory', 'memory', 'memory', 'memory', 'memory', 'memory'],
  },
});

/** `IVssExamineWriterMetadataEx2` (vsbackup.h), slots 15 to 17. */
export const IVssExamineWriterMetadataEx2Table = defineInterface({
  name: 'IVssExamineWriterMetadataEx2',
  iid: '{ce115780-a611-431b-b57f-c38303ab6aee}',
  parent: IVssExamineWriterMetadataExTable,
  methods: {
    GetVersion: ['memory', 'memory'],
    GetExcludeFromSnapshotCount: ['memory'],
    GetExcludeFromSnapshotFile: ['uint32', 'memory'],
  },
});
