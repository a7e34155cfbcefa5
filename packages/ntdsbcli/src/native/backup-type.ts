/**
 * The kinds of backup that `DsBackupPrepare` has flags for (ntdsbcli.h).
 *
 * Only FULL works: LOGS_ONLY is not supported and INCREMENTAL gives ERROR_INVALID_PARAMETER.
 * Source: https://learn.microsoft.com/windows/win32/api/ntdsbcli/nf-ntdsbcli-dsbackuppreparea
 */
export const BACKUP_TYPE_FULL = 0x01;
export const BACKUP_TYPE_LOGS_ONLY = 0x02;
export const BACKUP_TYPE_INCREMENTAL = 0x04;

/**
 * What it is for is documented nowhere. INFERENCE: the log number for DsSetCurrentBackupLog after which incremental
 * backups fail until a full one was made.
 */
export const BACKUP_DISABLE_INCREMENTAL = 0xffffffff;
