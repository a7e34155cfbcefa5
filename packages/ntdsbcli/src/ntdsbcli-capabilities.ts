import type { BackupCapabilities } from '@dsbackup/session';

/**
 * What ntdsbcli.dll can do: the directory database and its logs. SYSVOL, registry and boot files are not in such a
 * backup, and a read error spoils the whole backup, since the server gives it up as one.
 */
export const ntdsbcliCapabilities: BackupCapabilities = {
  coverage: 'directory-database',
  others: false,
  truncatesLogs: true,
  survivesFileErrors: false,
  // Where the files would go, as far as Windows says so at backup time.
  documents: true,
  expiryToken: true,
};
