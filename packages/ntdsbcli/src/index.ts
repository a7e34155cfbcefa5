export { loadNtdsbcli } from './load-ntdsbcli.js';
export type { NtdsbcliAuthIdentity } from './ntdsbcli-auth-identity.js';
export { createNtdsbcliBackupDriver, type NtdsbcliBackupOptions } from './ntdsbcli-backup-driver.js';
export { ntdsbcliCapabilities } from './ntdsbcli-capabilities.js';
