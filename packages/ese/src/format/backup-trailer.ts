import { backupInfo } from './backup-info.js';
import { i32, u32 } from './codec.js';
import { at, decodeFields, type FieldsOf } from './field-table.js';
import { logTime } from './log-time.js';
import { signature } from './signature.js';

/**
 * Every field of the page that a streaming backup adds to the end of a database, as it stood when the backup ended
 * (PATCHHDR of `inc/cpage.hxx` in microsoft/Extensible-Storage-Engine). It begins like a page, with all but the checksum zero.
 */
export const backupTrailerFields = {
  /** The old checksum over the whole page. */
  checksum: at(0, u32),
  backup: at(40, backupInfo),
  databaseSignature: at(64, signature),
  logSignature: at(92, signature),
  /** The generations that make the copy whole. */
  generationMinRequired: at(120, i32),
  generationMaxRequired: at(124, i32),
  generationMaxCommitted: at(128, i32),
  /** When the generation `generationMaxRequired` was made, */
  generationMaxRequiredTime: at(132, logTime),
  /** and when `generationMaxCommitted` was. */
  generationMaxCommittedTime: at(140, logTime),
};

/** The trailer of a streaming backup, each field as it is stored. */
export type BackupTrailer = FieldsOf<typeof backupTrailerFields>;

/** Reads the fields of a trailer. Throws EseError `TRUNCATED` for fewer than 148 bytes. */
export function decodeBackupTrailer(page: Uint8Array): BackupTrailer {
  return decodeFields(backupTrailerFields, page);
}
