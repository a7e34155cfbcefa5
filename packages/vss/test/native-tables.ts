import type { ComInterface } from '../src/native/tables/com-interface.js';
import { IVssAsyncTable } from '../src/native/tables/ivss-async-table.js';
import {
  IVssBackupComponentsEx2Table,
  IVssBackupComponentsEx3Table,
  IVssBackupComponentsEx4Table,
  IVssBackupComponentsExTable,
} from '../src/native/tables/ivss-backup-components-ex-tables.js';
import { IVssBackupComponentsTable } from '../src/native/tables/ivss-backup-components-table.js';
import {
  IVssComponentEx2Table,
  IVssComponentExTable,
} from '../src/native/tables/ivss-component-ex-tables.js';
import { IVssComponentTable } from '../src/native/tables/ivss-component-table.js';
import { IVssEnumObjectTable } from '../src/native/tables/ivss-enum-object-table.js';
import {
  IVssExamineWriterMetadataEx2Table,
  IVssExamineWriterMetadataExTable,
} from '../src/native/tables/ivss-examine-writer-metadata-ex-tables.js';
import { IVssExamineWriterMetadataTable } from '../src/native/tables/ivss-examine-writer-metadata-table.js';
import { IVssWMComponentTable } from '../src/native/tables/ivss-wm-component-table.js';
import { IVssWMDependencyTable } from '../src/native/tables/ivss-wm-dependency-table.js';
import { IVssWMFiledescTable } from '../src/native/tables/ivss-wm-filedesc-table.js';
import { IVssWriterComponentsTable } from '../src/native/tables/ivss-writer-components-table.js';

/** Every interface of the binding. */
export const nativeTables: readonly ComInterface[] = [
  IVssAsyncTable,
  IVssEnumObjectTable,
  IVssBackupComponentsTable,
  IVssBackupComponentsExTable,
  IVssBackupComponentsEx2Table,
  IVssBackupComponentsEx3Table,
  IVssBackupComponentsEx4Table,
  IVssComponentTable,
  IVssComponentExTable,
  IVssComponentEx2Table,
  IVssExamineWriterMetadataTable,
  IVssExamineWriterMetadataExTable,
  IVssExamineWriterMetadataEx2Table,
  IVssWMComponentTable,
  IVssWMDependencyTable,
  IVssWMFiledescTable,
  IVssWriterComponentsTable,
];
