import { sealHeader } from '../checksum/seal-header.js';
import { attachedDatabases } from './attached-databases.js';
import { u8, u32 } from './codec.js';
import { dbmsParameters } from './dbms-parameters.js';
import { at, decodeFields, encodeFields, type FieldsOf } from './field-table.js';
import { FileType } from './file-type.js';
import { logPosition } from './log-position.js';
import { logTime } from './log-time.js';
import { signature } from './signature.js';

/** The size of one copy in a checkpoint file, in bytes; the file has two. */
export const CHECKPOINT_COPY_SIZE = 4096;

/** Every field of a checkpoint (CHECKPOINT_FIXED of `inc/log.hxx` in microsoft/Extensible-Storage-Engine). */
export const checkpointFields = {
  /** The old checksum over the 4096 bytes. */
  checksum: at(0, u32),
  lastFullBackupCheckpoint: at(4, logPosition),
  /** Where a recovery begins to replay. */
  checkpoint: at(12, logPosition),
  logSignature: at(20, signature),
  parameters: at(48, dbmsParameters),
  fullBackup: at(615, logPosition),
  fullBackupTime: at(623, logTime),
  incrementalBackup: at(631, logPosition),
  incrementalBackupTime: at(639, logTime),
  /** Bit 0: the list of attached databases is there. */
  versionFlags: at(647, u8),
  databaseConsistency: at(648, logPosition),
  fileType: at(667, u32),
  attached: at(679, attachedDatabases),
};

/** A checkpoint, each field as it is stored. */
export type Checkpoint = FieldsOf<typeof checkpointFields>;

/**
 * Reads the fields of one copy. Checks nothing but the length: see `inspectCheckpoint` for that.
 *
 * @throws EseError `TRUNCATED` for too few bytes
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  return decodeFields(checkpointFields, bytes);
}

/**
 * Makes a checkpoint file: 8192 bytes, the same sealed copy twice. What is not given is zero, but for the file type.
 *
 * @throws EseError `BAD_ARGUMENT` when a value does not fit its field
 */
export function encodeCheckpoint(fields: Partial<Checkpoint>): Uint8Array {
  const file = new Uint8Array(2 * CHECKPOINT_COPY_SIZE);
  const copy = file.subarray(0, CHECKPOINT_COPY_SIZE);
  encodeFields(checkpointFields, { fileType: FileType.Checkpoint, ...fields }, copy);
  sealHeader(copy);
  file.set(copy, CHECKPOINT_COPY_SIZE);
  return file;
}
