import { createNtdsbcliCompat } from './create-ntdsbcli-compat.js';

/** The functions on the Windows that this process runs on. Nothing is loaded before the first call. */
export const {
  DsIsNTDSOnline,
  DsSetAuthIdentity,
  DsBackupPrepare,
  DsBackupGetDatabaseNames,
  DsBackupOpenFile,
  DsBackupRead,
  DsBackupClose,
  DsBackupGetBackupLogs,
  DsBackupTruncateLogs,
  DsBackupEnd,
  DsBackupFree,
  DsSetCurrentBackupLog,
  DsRestorePrepare,
  DsRestoreGetDatabaseLocations,
  DsRestoreRegister,
  DsRestoreRegisterComplete,
  DsRestoreEnd,
} = /* @__PURE__ */ createNtdsbcliCompat();
