export {
  type ExtractedBackupSet,
  type ExtractSetOptions,
  extractBackupSet,
  type LeftReparsePoint,
} from './extract/extract-backup-set.js';
export { extractedPath } from './extract/extracted-path.js';
export { coverageWords } from './format/coverage-words.js';
export type { DescriptorLine, FileLine, PackLine, SetLine } from './format/file-line.js';
export type { Manifest, SetTotals } from './format/manifest.js';
export { setJsonSchemas } from './format/set-json-schemas.js';
export { originalPathOf, storedPath } from './format/stored-path.js';
export { type ListedSet, listBackupSets } from './list-backup-sets.js';
export { readSetDocuments, type SetDocuments } from './read/read-set-documents.js';
export { type BackupSet, readBackupSet } from './read-backup-set.js';
export type { SetProgress, SetProgressHandler } from './set-progress.js';
export type { DatabaseFacts } from './verify/database-facts.js';
export type { LogFacts, LogStreamFacts } from './verify/log-stream-facts.js';
export type { SetNote, SetProblem } from './verify/set-problem.js';
export type { StructureFacts, TableFacts } from './verify/structure-check.js';
export { type SetVerdict, type VerifySetOptions, verifyBackupSet } from './verify/verify-backup-set.js';
export { type AdoptSetOptions, adoptPartialSet } from './write/adopt-partial-set.js';
export { type WrittenBackupSet, writeBackupSet } from './write/write-backup-set.js';
export type { SetSource, WriteSetOptions } from './write/write-set-options.js';
