import { VSS_BT_FULL } from '../native/constants.js';
import type { ComponentPreset } from './component-preset.js';

/**
 * Active Directory on this domain controller: the directory database, SYSVOL and the registry, each by its own
 * writer. A full backup of a bootable system state, since Microsoft supports no other of the directory
 * ("VSS Backup and Restore of the Active Directory"; writer ids: "In-Box VSS Writers", and for FRS
 * "Backing Up and Restoring an FRS-Replicated SYSVOL Folder").
 */
export const activeDirectoryPreset: ComponentPreset = {
  name: 'active-directory',
  backupType: VSS_BT_FULL,
  bootableSystemState: true,
  parts: [
    {
      what: 'the directory database',
      writerIds: ['{b2014c9e-8711-4c5c-a5a9-3cf384484757}'],
      needs: 'databases',
      hint: 'Is this a domain controller, and is the service "Active Directory Domain Services" running?',
    },
    {
      // DFS Replication, or the File Replication Service before it; both report while a migration is under way.
      what: 'SYSVOL',
      writerIds: ['{2707761b-2324-473d-88eb-eb007a359533}', '{d76f5a28-3092-4589-ba48-2958fb88ce29}'],
      needs: 'files',
      hint: 'Is the service "DFS Replication" (or, before its migration, "File Replication Service") running?',
    },
    {
      what: 'the registry',
      writerIds: ['{afbab4a2-367d-4d15-a586-71dbb18f8485}'],
      needs: 'files',
      hint: 'The Registry writer lives in the service "Volume Shadow Copy"; its event log says why it is gone.',
    },
  ],
};
