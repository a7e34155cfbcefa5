export { loadNtdsbcli } from './load-ntdsbcli.js';
export type { NtdsbcliAuthIdentity } from './ntdsbcli-auth-identity.js';
export { createNtdsbcliBackupDriver, type NtdsbcliBackupOptions } from './ntdsbcli-backup-driver.js';
export { ntdsbcliCapabilities } from './ntdsbcli-capabilities.js';
export { ntdsbcliRestoreCapabilities } from './ntdsbcli-restore-capabilities.js';
export { createNtdsbcliRestoreDriver, type NtdsbcliRestoreOptions } from './ntdsbcli-restore-driver.js';
export { createRestoreFileSystem, type LocalPath } from './placement/node-restore-file-system.js';
export type { RestoreEntry, RestoreFileSystem, RestoreFileWriter } from './placement/restore-file-system.js';
export { decodeSavedLocations, savedLocationsName } from './saved-locations.js';
