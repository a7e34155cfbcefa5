/** What the RPC interface for backups calls itself in the endpoint mapper (ntdsbcli.h). */
export const g_wszBackupAnnotation = 'NTDS Backup Interface';
/** What the RPC interface for restores calls itself in the endpoint mapper (ntdsbcli.h). */
export const g_wszRestoreAnnotation = 'NTDS Restore Interface';
