export { coverageWords } from './format/coverage-words.js';
export type { DescriptorLine, FileLine, PackLine, SetLine } from './format/file-line.js';
export type { Manifest, SetTotals } from './format/manifest.js';
export { type BackupSet, readBackupSet } from './read-backup-set.js';
export type { SetProgress, SetProgressHandler } from './set-progress.js';
export { type WrittenBackupSet, writeBackupSet } from './write/write-backup-set.js';
export type { SetSource, WriteSetOptions } from './write/write-set-options.js';
