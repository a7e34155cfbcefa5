export type { RestoreMethod, WriterDetails } from '../metadata/writer-details.js';
export type {
  FileSpec,
  WriterComponent,
  WriterContents,
  WriterIdentity,
  WriterMetadata,
} from '../metadata/writer-metadata.js';
export {
  type BackedUpComponent,
  type BackedUpWriter,
  type BackupComponentsDocument,
  readBackupComponentsDocument,
} from './read-backup-components-document.js';
export type { SavedDocument } from './read-root.js';
export { readWriterDocument, type WriterDocument } from './read-writer-document.js';
