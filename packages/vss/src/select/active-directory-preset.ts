import { VSS_BT_FULL } from '../native/constants.js';
import type { ComponentPreset } from './component-preset.js';
import { comPlusPart, directoryPart, registryPart, sysvolPart } from './preset-parts.js';

/**
 * Active Directory on this domain controller: the directory database, SYSVOL and the registry with the COM+ class
 * registrations that go together with it, each by its own writer. A full backup of a bootable system state, since
 * Microsoft supports no other of the directory ("VSS Backup and Restore of the Active Directory").
 *
 * COM+ REGDB is taken where its writer reports; a directory comes back without it, so its absence is told in the
 * plan's warnings and does not refuse the backup.
 */
export const activeDirectoryPreset: ComponentPreset = {
  name: 'active-directory',
  backupType: VSS_BT_FULL,
  bootableSystemState: true,
  systemStateOnly: true,
  parts: [
    directoryPart('always'),
    sysvolPart('always'),
    registryPart('always'),
    comPlusPart('if-it-reports'),
  ],
  usages: [],
  choices: [],
  exclusions: [],
};
