import type { FileSpec, WriterComponent } from '../metadata/writer-metadata.js';
import { VSS_CT_DATABASE, VSS_CT_FILEGROUP } from '../native/constants.js';
import type { ElementReader } from './element-reader.js';

/** VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED: what `vswriter.h` takes for a mask not given. */
const everyBackup = 0xf0f;

const componentChildren = new Set(['FILE_LIST', 'DATABASE_FILES', 'DATABASE_LOGFILES', 'DEPENDENCY']);

/** Reads a DATABASE or FILE_GROUP element. */
export function readDocumentComponent(reader: ElementReader): WriterComponent {
  const parts = reader.children(componentChildren);
  const named = (name: string) => parts.filter(({ element }) => element.name === name);
  const name = reader.required('componentName');
  if (name === '') reader.fail('has an empty componentName');
  return {
    type: reader.element.name === 'DATABASE' ? VSS_CT_DATABASE : VSS_CT_FILEGROUP,
    logicalPath: reader.optional('logicalPath'),
    name,
    caption: reader.optional('caption'),
    selectable: reader.flag('selectable') ?? false,
    selectableForRestore: reader.flag('selectableForRestore') ?? false,
    restoreMetadata: reader.flag('restoreMetadata') ?? false,
    notifyOnBackupComplete: reader.flag('notifyOnBackupComplete') ?? false,
    flags: reader.number('componentFlags', 0),
    dependencies: named('DEPENDENCY').length,
    databases: named('DATABASE_FILES').map(readDocumentFileSpec),
    logs: named('DATABASE_LOGFILES').map(readDocumentFileSpec),
    files: named('FILE_LIST').map(readDocumentFileSpec),
  };
}

/** Reads an element that names files: a folder, a wildcard and whether subfolders count. */
export function readDocumentFileSpec(reader: ElementReader): FileSpec {
  return {
    path: reader.required('path'),
    filespec: reader.required('filespec'),
    recursive: reader.flag('recursive') ?? false,
    // The attribute's name is UNSOURCED: both are taken.
    alternateLocation: reader.optional('alternatePath', 'alternateLocation'),
    backupTypeMask: reader.number('filespecBackupType', everyBackup),
  };
}
