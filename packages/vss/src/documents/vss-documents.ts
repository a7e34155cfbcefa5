import type { BackupDocument } from '@dsbackup/session';
import type { ComponentVerdict } from '../select/component-verdicts.js';
import { ntdsWriterClass } from '../select/writer-classes.js';
import type { BackupRecord } from './backup-record.js';
import { writerDocumentName, writersDocument } from './writers-document.js';

/** The name of the Backup Components Document in a backup's documents. */
export const backupComponentsName = 'backup-components.xml';
/** The name of what VSS's own documents do not say. */
export const writersName = 'writers.json';
/** The name of what the NTDS writer keeps with its component: when the backup expires, in its own format. */
export const ntdsMetadataName = 'ntds-backup-metadata.txt';

/** What goes into the documents beside the record. */
export interface DocumentInput {
  readonly record: BackupRecord;
  readonly verdicts: readonly ComponentVerdict[];
  readonly backupComponents: string;
}

/**
 * The documents of a backup. XML is kept character for character as Windows gave it, encoded as UTF-8 without a
 * byte order mark, whatever encoding its own declaration names: Windows takes it back as a string, not as bytes.
 */
export function vssDocuments(input: DocumentInput): BackupDocument[] {
  const { record } = input;
  const ntds = ntdsMetadata(record);
  return [
    ...changingDocuments(input),
    ...record.writers.map((gathered, index) =>
      textDocument(writerDocumentName(index, gathered), gathered.document),
    ),
    ...(ntds === undefined ? [] : [textDocument(ntdsMetadataName, ntds)]),
  ];
}

/** Those of the documents that have another final form once the backup is complete. */
export function changingDocuments({ record, verdicts, backupComponents }: DocumentInput): BackupDocument[] {
  return [
    textDocument(backupComponentsName, backupComponents),
    textDocument(writersName, `${JSON.stringify(writersDocument(record, verdicts), undefined, 2)}\n`),
  ];
}

/** What the NTDS writer wants kept; several components, which is not seen in practice, make several lines. */
export function ntdsMetadata({ componentMetadata }: BackupRecord): string | undefined {
  const texts = componentMetadata
    .filter(({ writerId, metadata }) => writerId === ntdsWriterClass && metadata !== null)
    .map(({ metadata }) => metadata ?? '');
  return texts.length === 0 ? undefined : texts.join('\n');
}

function textDocument(name: string, text: string): BackupDocument {
  return { name, bytes: new TextEncoder().encode(text) };
}
