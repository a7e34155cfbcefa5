import type { RunningWriter } from './requester-state.js';
import { vss } from './vss-values.js';
import type { ComponentDefinition, FileSpec } from './writers/writer-definition.js';
import { element, yesNo } from './xml.js';

/**
 * A writer's document in the form of real ones (fact sheet, 6.3). Microsoft calls the form its own business, so it is
 * for people and for keeping, not for reading facts from.
 */
export function writerMetadataXml({ definition, instanceId }: RunningWriter): string {
  const identification = element('IDENTIFICATION', {
    writerId: bare(definition.writerId),
    instanceId: bare(instanceId),
    friendlyName: definition.name,
    usage: 'BOOTABLE_SYSTEM_STATE',
    dataSource: definition.source === vss.ST_TRANSACTEDDB ? 'TRANSACTION_DB' : 'OTHER',
    majorVersion: '1',
    minorVersion: '0',
  });
  const restore = element('RESTORE_METHOD', {
    method: definition.restoreMethod,
    writerRestore: 'never',
    rebootRequired: yesNo(definition.rebootRequired),
  });
  const excluded = definition.excludeFiles.map((spec) => fileElement('EXCLUDE_FILES', spec));
  const locations = element('BACKUP_LOCATIONS', {}, [...definition.components.map(component), ...excluded]);
  return element('WRITER_METADATA', { xmlns: 'x-schema:#VssWriterMetadataInfo', version: '1.2' }, [
    identification,
    restore,
    locations,
  ]);
}

/** A GUID as the documents write it, without braces. */
export function bare(guid: string): string {
  return guid.replace(/[{}]/g, '');
}

function component(definition: ComponentDefinition): string {
  const isDatabase = definition.type === vss.CT_DATABASE;
  const attributes = {
    logicalPath: definition.logicalPath ?? undefined,
    componentName: definition.name,
    caption: definition.caption,
    restoreMetadata: 'no',
    notifyOnBackupComplete: yesNo(definition.notifyOnBackupComplete),
    selectable: yesNo(definition.selectable),
    selectableForRestore: yesNo(definition.selectable),
    componentFlags: String(definition.flags),
  };
  return element(isDatabase ? 'DATABASE' : 'FILE_GROUP', attributes, [
    ...definition.files.map((spec) => fileElement('FILE_LIST', spec)),
    ...definition.databaseFiles.map((spec) => fileElement('DATABASE_FILES', spec)),
    ...definition.logFiles.map((spec) => fileElement('DATABASE_LOGFILES', spec)),
  ]);
}

function fileElement(name: string, { path, filespec, recursive }: FileSpec): string {
  return element(name, {
    path,
    filespec,
    recursive: recursive === undefined ? undefined : yesNo(recursive),
    filespecBackupType: String(vss.FSBT_ALL),
  });
}
