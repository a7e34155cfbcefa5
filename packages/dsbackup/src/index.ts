export type { NtdsbcliAuthIdentity } from '@dsbackup/ntdsbcli';
export {
  type BackupCapabilities,
  type BackupCommit,
  type BackupDocument,
  type BackupDriver,
  type BackupFile,
  type BackupPhase,
  type BackupProgress,
  type BackupReceipt,
  type CallOptions,
  type CompleteOptions,
  type ComponentOutcome,
  DsBackupError,
  type DsBackupErrorFields,
  type ErrorCode,
  type ErrorScope,
  errorCodes,
  type FileKind,
  type FileList,
  type IBackupSession,
  type IRestoreSession,
  type LogReplay,
  type NativeFailure,
  type OpenedFile,
  type ReadFileOptions,
  type RestoreCapabilities,
  type RestoreDatabaseLocation,
  type RestoreDriver,
  type RestoreFile,
  type RestoreLocations,
  type RestoreMapping,
  type RestorePlan,
  type RestoreReceipt,
  type SessionOptions,
  type SessionState,
  type SkippedFile,
} from '@dsbackup/session';
export { backendCapabilities } from './backend-capabilities.js';
export type { BackupHost } from './backup-host.js';
export {
  type BackendChoice,
  type BackendName,
  type BackendRequest,
  chooseBackend,
} from './choose-backend.js';
export { createWindowsHost } from './create-windows-host.js';
export { type OpenBackupSessionOptions, openBackupSession } from './open-backup-session.js';
export { type OpenRestoreSessionOptions, openRestoreSession } from './open-restore-session.js';
export { protectFolder } from './protect-folder.js';
export type { SystemFacts } from './system-facts.js';
