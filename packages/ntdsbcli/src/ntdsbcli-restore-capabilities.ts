import type { RestoreCapabilities } from '@dsbackup/session';

/**
 * What a restore through ntdsbcli.dll can do: the directory database with its logs, which the engine replays at the next
 * start. Without the backup's expiry token the DLL tells the locations and nothing else. Files are written beside the place
 * where they belong, so that one that failed spoils nothing.
 */
export function ntdsbcliRestoreCapabilities(hasExpiryToken: boolean): RestoreCapabilities {
  return {
    coverage: 'directory-database',
    locationsOnly: !hasExpiryToken,
    replaysLogs: true,
    survivesFileErrors: true,
  };
}
