import type { BackupCapabilities } from '@dsbackup/session';

/**
 * What the VSS backend can do. Cutting logs is the writer's own business after BackupComplete, not the
 * requester's.
 */
export const vssCapabilities: BackupCapabilities = {
  coverage: 'system-state',
  others: true,
  truncatesLogs: false,
  survivesFileErrors: true,
  documents: true,
  expiryToken: false,
};
