import { expiryOf, fileTimeOf } from '../../machine/expiry.js';
import { databaseFolder, databaseName } from '../../machine/simulated-machine.js';
import { drivePathOf } from '../../windows/windows-path.js';
import { vss } from '../vss-values.js';
import type { WriterDefinition } from './writer-definition.js';

const path = drivePathOf(databaseFolder);

/**
 * The writer of the directory database: Microsoft's own example (fact sheet, 6.1). Its usage and restore method are
 * UNSOURCED, and so is the form of its expiration time; here it is a FILETIME in decimal.
 */
export const ntdsWriter: WriterDefinition = {
  name: 'NTDS',
  writerId: '{b2014c9e-8711-4c5c-a5a9-3cf384484757}',
  usage: vss.UT_BOOTABLESYSTEMSTATE,
  source: vss.ST_TRANSACTEDDB,
  restoreMethod: 'RESTORE_IF_CAN_BE_REPLACED',
  rebootRequired: true,
  components: [
    {
      type: vss.CT_DATABASE,
      logicalPath: 'C:_Windows_NTDS',
      name: 'ntds',
      caption: '',
      selectable: false,
      notifyOnBackupComplete: false,
      flags: vss.CF_BACKUP_RECOVERY_AND_ROLLBACK,
      files: [],
      databaseFiles: [{ path, filespec: databaseName }],
      logFiles: [
        { path, filespec: 'edb*.log' },
        { path, filespec: 'edb.chk' },
      ],
      backupMetadata: (now) => String(fileTimeOf(expiryOf(now))),
    },
  ],
  excludeFiles: [],
};
