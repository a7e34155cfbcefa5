export type { RestoreMethod, WriterDetails } from '../metadata/writer-details.js';
export type {
  FileSpec,
  WriterComponent,
  WriterContents,
  WriterIdentity,
  WriterMetadata,
} from '../metadata/writer-metadata.js';
export { activeDirectoryPreset } from '../select/active-directory-preset.js';
export { adLdsPreset } from '../select/ad-lds-preset.js';
export type { ComponentChoice } from '../select/component-choice.js';
export type { ComponentPreset, PartNeed, PresetPart } from '../select/component-preset.js';
export { type CustomChoice, customPreset } from '../select/custom-preset.js';
export type { RegistryExclude } from '../select/files-not-to-backup.js';
export type { SelectionFacts } from '../select/selection-facts.js';
export { systemStatePreset } from '../select/system-state-preset.js';
export type { SysvolFacts } from '../select/sysvol-keeper.js';
export { boundPlan } from './plan/bound-plan.js';
export { fileSpecKey } from './plan/file-spec-key.js';
export { planBackup } from './plan/plan-backup.js';
export type {
  PlanComponent,
  PlanDocument,
  PlanExclude,
  PlanFileSpec,
  PlanVolume,
  PlanWriter,
} from './plan/plan-document.js';
export type { PlanFacts } from './plan/plan-facts.js';
export type { MountPoint } from './plan/plan-places.js';
export { planSchema } from './plan/plan-schema.js';
export {
  type BackedUpComponent,
  type BackedUpWriter,
  type BackupComponentsDocument,
  readBackupComponentsDocument,
} from './read-backup-components-document.js';
export type { SavedDocument } from './read-root.js';
export { readWriterDocument, type WriterDocument } from './read-writer-document.js';
