export type { BackupCapabilities } from './backup-capabilities.js';
export type {
  BackupDriver,
  DriverCommit,
  DriverControl,
  DriverDocuments,
  DriverReceipt,
} from './backup-driver.js';
export type { BackupFile, FileKind, FileList, OpenedFile } from './backup-file.js';
export type { BackupPhase, BackupProgress } from './backup-progress.js';
export type {
  BackupCommit,
  BackupDocument,
  BackupReceipt,
  ComponentOutcome,
  SkippedFile,
} from './backup-receipt.js';
export { DsBackupError, type DsBackupErrorFields, type ErrorScope } from './ds-backup-error.js';
export { type ErrorCode, errorCodes } from './error-code.js';
export type {
  CallOptions,
  CompleteOptions,
  IBackupSession,
  ReadFileOptions,
  SessionState,
} from './ibackup-session.js';
export type { IRestoreSession } from './irestore-session.js';
export type { NativeFailure, StatusDomain } from './native-failure.js';
export type { RestoreCapabilities } from './restore-capabilities.js';
export type { RestoreDriver } from './restore-driver.js';
export type { RestoreDatabaseLocation, RestoreLocations } from './restore-locations.js';
export type { LogReplay, RestoreFile, RestoreMapping, RestorePlan } from './restore-plan.js';
export type { DriverRestoreReceipt, RestoreReceipt } from './restore-receipt.js';
export { type SessionOptions, startBackupSession } from './start-backup-session.js';
export { startRestoreSession } from './start-restore-session.js';
export { isSystemError, type SystemError, systemFailure } from './system-error.js';
