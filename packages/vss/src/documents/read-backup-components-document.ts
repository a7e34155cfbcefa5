import type { VSS_ID } from '../native/hresult.js';
import { backupTypeWords, componentTypeWords } from './document-words.js';
import type { ElementReader } from './element-reader.js';
import { readRoot, type SavedDocument } from './read-root.js';

/** A component that was added to a backup. Implicit ones are not in the document. */
export interface BackedUpComponent {
  /** VSS_CT_*. */
  readonly type: number;
  readonly logicalPath: string | null;
  readonly name: string;
  /** What SetBackupSucceeded was told; null where the document doesn't say. */
  readonly succeeded: boolean | null;
  readonly backupStamp: string | null;
  readonly previousBackupStamp: string | null;
  readonly backupOptions: string | null;
  /** What the writer wants kept, as the document holds it. NTDS keeps there when the backup expires. */
  readonly metadata: string | null;
}

/** A writer of which components were added. */
export interface BackedUpWriter {
  readonly instanceId: VSS_ID;
  readonly writerId: VSS_ID;
  /** VSS_BS_* bits. */
  readonly backupSchema: number;
  readonly components: readonly BackedUpComponent[];
}

/** The Backup Components Document. */
export interface BackupComponentsDocument {
  readonly bootableSystemState: boolean;
  readonly selectComponents: boolean;
  /** VSS_BT_*. */
  readonly backupType: number;
  readonly partialFileSupport: boolean;
  readonly snapshotSetId: VSS_ID | null;
  readonly writers: readonly BackedUpWriter[];
  /** What was in the document and is not known here; at most 101 lines. */
  readonly remarks: readonly string[];
}

const rootChildren = new Set(['WRITER_COMPONENTS']);
const writerChildren = new Set(['COMPONENT']);
const componentChildren = new Set(['BACKUP_METADATA']);

/**
 * Reads the Backup Components Document, as `IVssBackupComponents::SaveAsXML` gave it and a backup keeps it, on any
 * operating system. The same is true of it as of `readWriterDocument`.
 */
export function readBackupComponentsDocument(source: SavedDocument): BackupComponentsDocument {
  const { root, remarks } = readRoot(source, {
    element: 'BACKUP_COMPONENTS',
    namespace: 'x-schema:#VssComponentMetadata',
  });
  return {
    bootableSystemState: root.flag('bootableSystemStateBackup') ?? false,
    selectComponents: root.flag('selectComponents') ?? false,
    backupType: root.word('backupType', backupTypeWords),
    partialFileSupport: root.flag('partialFileSupport') ?? false,
    snapshotSetId: root.optional('snapshotSetId') === null ? null : root.guid('snapshotSetId'),
    writers: root.children(rootChildren).map((writer) => ({
      instanceId: writer.guid('instanceId'),
      writerId: writer.guid('writerId'),
      backupSchema: writer.number('backupSchema', 0),
      components: writer.children(writerChildren).map(readComponent),
    })),
    remarks: remarks.list(),
  };
}

function readComponent(reader: ElementReader): BackedUpComponent {
  const type = reader.word('componentType', componentTypeWords);
  if (type === 0) reader.fail('has no componentType, or one that is not known');
  const [kept, another] = reader.children(componentChildren);
  another?.fail('is the second of its kind');
  return {
    type,
    logicalPath: reader.optional('logicalPath'),
    name: reader.required('componentName'),
    succeeded: reader.flag('backupSucceeded') ?? null,
    backupStamp: reader.optional('backupStamp'),
    previousBackupStamp: reader.optional('previousBackupStamp'),
    backupOptions: reader.optional('backupOptions'),
    metadata: kept?.optional('metadata') ?? null,
  };
}
