import { drivePathOf } from '../../windows/windows-path.js';
import type { WindowsRelease } from '../../windows/windows-release.js';
import { guidOf } from '../guid-of.js';
import { vss } from '../vss-values.js';
import { fileGroup, type WriterDefinition } from './writer-definition.js';

const folder = ['Windows', 'SYSVOL'];
const frs = { name: 'FRS Writer', writerId: '{d76f5a28-3092-4589-ba48-2958fb88ce29}' };
const dfsr = { name: 'DFS Replication service writer', writerId: '{2707761b-2324-473d-88eb-eb007a359533}' };

/**
 * The writer of SYSVOL: the FRS writer is Microsoft's sample (fact sheet, 6.2). Of the DFSR writer's document only the
 * form of its component's name is known; the rest is UNSOURCED and follows the FRS one.
 */
export function sysvolWriter(release: WindowsRelease): WriterDefinition {
  const isFrs = release.sysvolReplication === 'frs';
  const replica = guidOf('replica set of SYSVOL').slice(1, -1).toUpperCase();
  const content = guidOf('content set of SYSVOL').slice(1, -1).toUpperCase();
  return {
    ...(isFrs ? frs : dfsr),
    usage: vss.UT_BOOTABLESYSTEMSTATE,
    source: vss.ST_OTHER,
    restoreMethod: 'CUSTOM',
    rebootRequired: false,
    components: [
      fileGroup({
        logicalPath: 'SYSVOL',
        name: isFrs ? replica : `${replica}-${content}`,
        selectable: true,
        notifyOnBackupComplete: true,
        files: [{ path: drivePathOf(folder), filespec: '*', recursive: true }],
      }),
    ],
    excludeFiles: [
      {
        path: drivePathOf([...folder, 'domain', 'DO_NOT_REMOVE_NtFrs_PreInstall_Directory']),
        filespec: '*',
        recursive: true,
      },
      { path: drivePathOf([...folder, 'staging', 'domain']), filespec: 'NTFRS_*', recursive: false },
    ],
  };
}
