import { defineInterface } from './com-interface.js';
import { IUnknownTable } from './iunknown-table.js';

/** `IVssExamineWriterMetadata` (vsbackup.h), slots 3 to 13. */
export const IVssExamineWriterMetadataTable = defineInterface({
  name: 'IVssExamineWriterMetadata',
  iid: '{902fcf7f-b7fd-42f8-81f1-b2e400b1e5bd}',
  parent: IUnknownTable,
  methods: {
    GetIdentity: ['memory', 'memory', 'memory', 'memory', 'memory'],
    GetFileCounts: ['memory', 'memory', 'memory'],
    GetIncludeFile: ['uint32', 'memory'],
    GetExcludeFile: ['uint32', 'memory'],
    GetComponent: ['uint32', 'memory'],
    GetRestoreMethod: ['memory', 'memory', 'memory', 'memory', 'memory', 'memory'],
    GetAlternateLocationMapping: ['uint32', 'memory'],
    GetBackupSchema: ['memory'],
    GetDocument: ['memory'],
    SaveAsXML: ['memory'],
    LoadFromXML: ['pointer'],
  },
});
