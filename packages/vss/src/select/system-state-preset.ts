import { VSS_BT_FULL, VSS_UT_BOOTABLESYSTEMSTATE, VSS_UT_SYSTEMSERVICE } from '../native/constants.js';
import type { ComponentPreset } from './component-preset.js';
import { comPlusPart, directoryPart, registryPart, systemFilesPart, sysvolPart } from './preset-parts.js';

/**
 * The system state of this machine: all components of all writers that say they are part of it, selectable or
 * not, but those flagged as none of it ("Locating Additional System Files"). On a domain controller that includes
 * the directory and SYSVOL, which must be there if the facts say that it is one.
 */
export const systemStatePreset: ComponentPreset = {
  name: 'system-state',
  backupType: VSS_BT_FULL,
  bootableSystemState: true,
  systemStateOnly: true,
  parts: [
    directoryPart('on-domain-controllers'),
    sysvolPart('on-domain-controllers'),
    registryPart('always'),
    comPlusPart('always'),
    systemFilesPart('always'),
  ],
  usages: [VSS_UT_BOOTABLESYSTEMSTATE, VSS_UT_SYSTEMSERVICE],
  choices: [],
  exclusions: [],
};
