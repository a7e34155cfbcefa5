export { type BadPage, checkPage, type PageCheck } from './checksum/check-page.js';
export { type EccChecksumOptions, eccChecksum, type StoredChecksum } from './checksum/ecc-checksum.js';
export { type PageChecksum, type PageChecksumFormat, pageChecksum } from './checksum/page-checksum.js';
export type { KernelBuffers } from './checksum/page-kernel.js';
export { isPageSize, PAGE_SIZES, type PageSize } from './checksum/page-layout.js';
export { headerVerifies, sealHeader } from './checksum/seal-header.js';
export { sealPage } from './checksum/seal-page.js';
export { xorChecksum } from './checksum/xor-checksum.js';
export { createDatabaseScanner } from './database/create-database-scanner.js';
export type { DatabaseScan, PageScanner, PageScannerOptions } from './database/database-scan.js';
export type { HeaderFindingCode } from './database/header-findings.js';
export {
  type DatabaseFindingCode,
  type DatabaseInspection,
  inspectDatabase,
} from './database/inspect-database.js';
export type { OwnedExtents } from './database/owned-extents.js';
export type { PageMap, PageMapCell, PageState } from './database/page-map.js';
export { createPageScanner } from './database/page-scanner.js';
export type { HeaderCopies } from './database/read-database-header.js';
export { type ScanOptions, type ScanProgress, scanDatabase } from './database/scan-database.js';
export type { ScanFinding, ScanFindingCode } from './database/scan-finding.js';
export { EseError, type EseErrorCode, type EseErrorOptions } from './ese-error.js';
export type { FileSource } from './file/ese-file.js';
export type { HeaderKind } from './file/header-kind.js';
export { type FileIdentity, identifyFile } from './file/identify-file.js';
export type { Finding } from './finding.js';
export type { AttachedDatabase } from './format/attached-databases.js';
export type { BackupInfo } from './format/backup-info.js';
export { type BackupTrailer, backupTrailerFields, decodeBackupTrailer } from './format/backup-trailer.js';
export {
  CHECKPOINT_COPY_SIZE,
  type Checkpoint,
  checkpointFields,
  decodeCheckpoint,
  encodeCheckpoint,
} from './format/checkpoint.js';
export {
  DATABASE_HEADER_SIZE,
  DATABASE_MAGIC,
  DATABASE_VERSION,
  type DatabaseHeader,
  databaseHeaderFields,
  decodeDatabaseHeader,
  encodeDatabaseHeader,
} from './format/database-header.js';
export { DATABASE_STATES, type DatabaseState, databaseState } from './format/database-state.js';
export type { DbmsParameters } from './format/dbms-parameters.js';
export type { EventCounter } from './format/event-counter.js';
export { FILE_TYPE_OFFSET, FileType } from './format/file-type.js';
export {
  decodeLogHeader,
  encodeLogHeader,
  LOG_HEADER_SIZE,
  LOG_SEGMENT_SIZE,
  type LogHeader,
  logHeaderFields,
} from './format/log-header.js';
export { compareLogPositions, formatLogPosition, type LogPosition } from './format/log-position.js';
export {
  decodeLogSegment,
  encodeLogSegment,
  type LogSegmentContent,
  type LogSegmentHeader,
  logSegmentChecksum,
  logSegmentFields,
  sealLogSegment,
} from './format/log-segment.js';
export {
  decodeLogTime,
  encodeLogTime,
  formatLogTime,
  type LogTime,
  logTimeFromDate,
  sameLogTime,
} from './format/log-time.js';
export {
  decodePageHeader,
  encodePageHeader,
  PageFlag,
  type PageHeader,
  pageHeaderFields,
} from './format/page-header.js';
export {
  NodeFlag,
  type PageNode,
  type PageNodes,
  readPageNodes,
  writePageNodes,
} from './format/page-nodes.js';
export { isUnsetSignature, type Signature, sameSignature } from './format/signature.js';
export { JetError } from './jet-error.js';
export {
  checkLogSequence,
  type LogSequence,
  type SequenceFinding,
  type SequenceFindingCode,
} from './log/check-log-sequence.js';
export { type CheckpointInspection, inspectCheckpoint } from './log/inspect-checkpoint.js';
export { inspectLog, type LogFindingCode, type LogInspection } from './log/inspect-log.js';
export type { LogBody } from './log/log-body.js';
export { type LogName, parseLogName } from './log/log-name.js';
export { assessRestorability } from './restorability/assess-restorability.js';
export type {
  Restorability,
  RestorabilityFacts,
  RestorabilityReason,
  RestorabilityReasonCode,
  RestorabilityVerdict,
} from './restorability/restorability.js';
export type {
  DatabaseWalk,
  WalkedTable,
  WalkedTree,
  WalkOptions,
  WalkProgress,
} from './structure/database-walk.js';
export { checkDirectoryTables } from './structure/directory-tables.js';
export { walkDatabase } from './structure/walk-database.js';
export type { WalkFinding, WalkFindingCode } from './structure/walk-finding.js';
