export {
  BACKUP_DISABLE_INCREMENTAL,
  BACKUP_TYPE_FULL,
  BACKUP_TYPE_INCREMENTAL,
  BACKUP_TYPE_LOGS_ONLY,
  BFT_CHECKPOINT_DIR,
  BFT_DATABASE_DIRECTORY,
  BFT_DIRECTORY,
  BFT_LOG,
  BFT_LOG_DIR,
  BFT_LOG_DIRECTORY,
  BFT_NTDS_DATABASE,
  BFT_PATCH_FILE,
  BFT_UNKNOWN,
  type EDB_RSTMAPW,
  g_wszBackupAnnotation,
  g_wszRestoreAnnotation,
  type HrName,
  hrCodes,
  hrName,
  RESTORE_TYPE_AUTHORATATIVE,
  RESTORE_TYPE_CATCHUP,
  RESTORE_TYPE_ONLINE,
} from '@dsbackup/ntdsbcli/native';
export { type AttachmentEntry, parseAttachmentInfo } from './attachment-text.js';
export type { NtdsbcliCompatOptions } from './compat-options.js';
export { createNtdsbcliCompat } from './create-ntdsbcli-compat.js';
export {
  ERROR_ACCESS_DENIED,
  ERROR_ALREADY_EXISTS,
  ERROR_BUSY,
  ERROR_DISK_FULL,
  ERROR_HANDLE_EOF,
  ERROR_INVALID_PARAMETER,
  ERROR_MOD_NOT_FOUND,
  ERROR_NOT_ENOUGH_MEMORY,
  ERROR_NOT_SUPPORTED,
  ERROR_TIMEOUT,
  type HRESULT,
  RPC_S_INVALID_BINDING,
} from './hresult.js';
export { hresultOf } from './hresult-of.js';
export { hresultOfCode } from './hresult-of-code.js';
export type { HBC, NtdsbcliCompat } from './ntdsbcli-compat.js';
export {
  DsBackupClose,
  DsBackupEnd,
  DsBackupFree,
  DsBackupGetBackupLogs,
  DsBackupGetDatabaseNames,
  DsBackupOpenFile,
  DsBackupPrepare,
  DsBackupRead,
  DsBackupTruncateLogs,
  DsIsNTDSOnline,
  DsRestoreEnd,
  DsRestoreGetDatabaseLocations,
  DsRestorePrepare,
  DsRestoreRegister,
  DsRestoreRegisterComplete,
  DsSetAuthIdentity,
  DsSetCurrentBackupLog,
} from './this-windows.js';
