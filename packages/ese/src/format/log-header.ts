import { sealHeader } from '../checksum/seal-header.js';
import { attachedDatabases } from './attached-databases.js';
import { i32, u8, u16, u32, u64 } from './codec.js';
import { dbmsParameters } from './dbms-parameters.js';
import { at, decodeFields, encodeFields, type FieldsOf } from './field-table.js';
import { FileType } from './file-type.js';
import { logPosition } from './log-position.js';
import { logTime } from './log-time.js';
import { signature } from './signature.js';

/** The size of a log's header in bytes, of every version. */
export const LOG_HEADER_SIZE = 4096;
/** The size of a segment of a log since Windows 8, which is also its sector. */
export const LOG_SEGMENT_SIZE = 4096;

/** Every field of the header of a log (LGFILEHDR_FIXED of `inc/log.hxx` in microsoft/Extensible-Storage-Engine). */
export const logHeaderFields = {
  /** The old checksum over the 4096 bytes. */
  checksum: at(0, u32),
  generation: at(4, i32),
  /** In bytes: 4096 since Windows 8, 512 before. */
  sectorSize: at(8, u16),
  /** How many sectors the header takes. */
  headerSectors: at(10, u16),
  /** How many sectors the file has: its size must be this times `sectorSize`. */
  fileSectors: at(12, u16),
  /** Of the databases, in bytes; 0 means 4096. */
  databasePageSize: at(14, u16),
  createTime: at(16, logTime),
  /** When the generation before this one was made; unset in generation 1. */
  previousCreateTime: at(24, logTime),
  /** 8 since Windows 8, 7 before. */
  majorVersion: at(32, u32),
  minorVersion: at(36, u32),
  updateMajor: at(40, u32),
  logSignature: at(44, signature),
  parameters: at(72, dbmsParameters),
  /** 1 made from a reserve log, 2 circular logging now, 4 circular logging in the past. */
  flags: at(639, u8),
  checkpointPosition: at(640, logPosition),
  updateMinor: at(648, u32),
  sectorSizeKind: at(652, u8),
  /** The XOR of the checksums of all segments of the generation before this one; 0 when not recorded. */
  previousSegmentsChecksum: at(653, u64),
  /** Of the engine; only for diagnosis. */
  engineFormatVersion: at(661, u32),
  fileType: at(667, u32),
  attached: at(671, attachedDatabases),
};

/** The header of a log, each field as it is stored. */
export type LogHeader = FieldsOf<typeof logHeaderFields>;

/**
 * Reads the fields of a log's header. Checks nothing but the length: see `inspectLog` for that.
 *
 * @throws EseError `TRUNCATED` for too few bytes
 */
export function decodeLogHeader(bytes: Uint8Array): LogHeader {
  return decodeFields(logHeaderFields, bytes);
}

/**
 * Makes the header of a log, 4096 bytes, sealed. What is not given is zero, but for the version (8.4000), the sectors of
 * 4096 bytes and the file type. A given `checksum` is not looked at.
 *
 * @throws EseError `BAD_ARGUMENT` when a value does not fit its field
 */
export function encodeLogHeader(fields: Partial<LogHeader>): Uint8Array {
  const bytes = new Uint8Array(LOG_HEADER_SIZE);
  const identity = { majorVersion: 8, minorVersion: 4000, sectorSize: LOG_SEGMENT_SIZE, headerSectors: 1 };
  encodeFields(logHeaderFields, { ...identity, fileType: FileType.Log, ...fields }, bytes);
  sealHeader(bytes);
  return bytes;
}
