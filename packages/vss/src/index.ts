export { hasNtdsWriter } from './has-ntds-writer.js';
export {
  type LoadedVssNative,
  type LoadVssNativeOptions,
  loadVssNative,
  type VssStartup,
} from './load-vss-native.js';
export type { ComponentChoice } from './select/component-choice.js';
export type { ComponentPreset } from './select/component-preset.js';
export { type CustomChoice, customPreset } from './select/custom-preset.js';
export type { PresetName } from './select/named-preset.js';
export type { SelectionFacts } from './select/selection-facts.js';
export { createVssBackupDriver, type VssBackupOptions } from './vss-backup-driver.js';
export { vssCapabilities } from './vss-capabilities.js';
