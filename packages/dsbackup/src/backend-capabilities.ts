import { ntdsbcliCapabilities } from '@dsbackup/ntdsbcli';
import type { BackupCapabilities } from '@dsbackup/session';
import { vssCapabilities } from '@dsbackup/vss';
import type { BackendName } from './choose-backend.js';

/** What each backend can do, for whoever must know before one is opened; a session says the same of itself. */
export const backendCapabilities: Readonly<Record<BackendName, BackupCapabilities>> = {
  ntdsbcli: ntdsbcliCapabilities,
  vss: vssCapabilities,
};
