export { hasNtdsWriter } from './has-ntds-writer.js';
export {
  type LoadedVssNative,
  type LoadVssNativeOptions,
  loadVssNative,
  type VssStartup,
} from './load-vss-native.js';
export { createVssBackupDriver, type VssBackupOptions } from './vss-backup-driver.js';
export { vssCapabilities } from './vss-capabilities.js';
