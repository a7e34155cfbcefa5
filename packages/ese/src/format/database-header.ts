import { pageLayout } from '../checksum/page-layout.js';
import { sealHeader } from '../checksum/seal-header.js';
import { backupInfo } from './backup-info.js';
import { i32, list, u32, u64 } from './codec.js';
import { eventCounter } from './event-counter.js';
import { at, decodeFields, encodeFields, type FieldsOf } from './field-table.js';
import { FileType } from './file-type.js';
import { logPosition } from './log-position.js';
import { logTime } from './log-time.js';
import { signature } from './signature.js';

/** The magic number of a database, at byte 4. */
export const DATABASE_MAGIC = 0x89abcdef;
/** The only version of the format since Windows 2000; what changed since is in `updateMajor` and `updateMinor`. */
export const DATABASE_VERSION = 0x620;
/** The bytes of the header that have a meaning; the rest of its page is zero, or belongs to a newer engine. */
export const DATABASE_HEADER_SIZE = 748;

/**
 * Every field of the header of a database (DBFILEHDR of `inc/daedef.hxx` in microsoft/Extensible-Storage-Engine).
 * Attach and detach store the time before the position, consistent the other way round.
 */
export const databaseHeaderFields = {
  /** The old checksum over the whole page. */
  checksum: at(0, u32),
  magic: at(4, u32),
  version: at(8, u32),
  /** 0 database, 1 streaming file (obsolete). */
  attributes: at(12, u32),
  /** The highest dbtime of any page, when the database is clean. */
  dbtime: at(16, u64),
  databaseSignature: at(24, signature),
  /** See `databaseState`. */
  state: at(52, u32),
  consistentPosition: at(56, logPosition),
  consistentTime: at(64, logTime),
  attachTime: at(72, logTime),
  attachPosition: at(80, logPosition),
  detachTime: at(88, logTime),
  detachPosition: at(96, logPosition),
  databaseId: at(104, u32),
  /** The stream of logs that the database belongs to; unset after a repair. */
  logSignature: at(108, signature),
  lastFullBackup: at(136, backupInfo),
  lastIncrementalBackup: at(160, backupInfo),
  currentFullBackup: at(184, backupInfo),
  /** Byte 0: bit 0 shadow header disabled, bit 1 upgrade; byte 3: flags of the build. */
  flags: at(208, u32),
  lastObjectId: at(212, u32),
  /** Major, minor, build and service pack of the Windows that last wrote it. */
  windowsVersion: at(216, list(u32, 4)),
  updateMajor: at(232, u32),
  /** In bytes; 0 means 4096. */
  pageSize: at(236, u32),
  /** More than 0: it was repaired (`esentutl /p`), so data may be missing. */
  repairCount: at(240, u32),
  repairTime: at(244, logTime),
  lastScrubDbtime: at(280, u64),
  lastScrubTime: at(288, logTime),
  /** The generations that must be there to make a dirty database clean: from `generationMinRequired` */
  generationMinRequired: at(296, i32),
  /** to `generationMaxRequired`. Both 0 when it is clean. */
  generationMaxRequired: at(300, i32),
  upgradeCounters: at(304, list(u32, 3)),
  currentSnapshot: at(316, backupInfo),
  createdVersion: at(340, u32),
  createdUpdate: at(344, u32),
  /** When the generation `generationMaxCommitted` was made. */
  generationMaxCreateTime: at(348, logTime),
  /** 0 streaming, 1 VSS, 2 snapshot, 3 surrogate. */
  lastFullBackupType: at(356, u32),
  lastIncrementalBackupType: at(360, u32),
  repairCountBeforeDefrag: at(364, u32),
  eccFixed: at(368, eventCounter),
  eccFixFailed: at(384, eventCounter),
  badChecksums: at(400, eventCounter),
  /** The last generation with transactions of this database; those after `generationMaxRequired` are only needed to lose nothing. */
  generationMaxCommitted: at(416, i32),
  lastCopyBackup: at(420, backupInfo),
  lastDifferentialBackup: at(444, backupInfo),
  lastCopyBackupType: at(468, u32),
  lastDifferentialBackupType: at(472, u32),
  incrementalReseed: at(476, eventCounter),
  pagePatch: at(492, eventCounter),
  sortVersion: at(508, u64),
  previousScanEnd: at(516, logTime),
  scanStart: at(524, logTime),
  scanHighestContinuousPage: at(532, u32),
  generationRecovering: at(536, i32),
  extendCount: at(540, u32),
  extendTime: at(544, logTime),
  shrinkCount: at(552, u32),
  shrinkTime: at(556, logTime),
  lastReattachTime: at(564, logTime),
  lastReattachPosition: at(572, logPosition),
  trimCount: at(580, u32),
  /** Made anew at each write of the header. */
  headerFlushSignature: at(584, signature),
  /** That of the flush map (.jfm) that belongs to it. */
  flushMapSignature: at(612, signature),
  generationMinConsistent: at(640, i32),
  updateMinor: at(644, u32),
  /** Of the newest engine that attached it; only for diagnosis. */
  engineFormatVersion: at(648, u32),
  scanHighestPage: at(652, u32),
  lastResizePosition: at(656, logPosition),
  fileType: at(667, u32),
  /** When the generation `generationMaxRequired` was made; from `updateMajor` 150 on. */
  generationMaxRequiredTime: at(672, logTime),
  generationPreRedoMinConsistent: at(680, i32),
  generationPreRedoMinRequired: at(684, i32),
  revertSnapshotSignature: at(688, signature),
  revertCount: at(716, u32),
  revertFromTime: at(720, logTime),
  revertToTime: at(728, logTime),
  revertPageCount: at(736, u32),
  commitBeforeRevert: at(740, logPosition),
};

/** The header of a database, each field as it is stored. */
export type DatabaseHeader = FieldsOf<typeof databaseHeaderFields>;

/**
 * Reads the fields of a header. Checks nothing but the length: see `inspectDatabase` for that.
 *
 * @throws EseError `TRUNCATED` for fewer than 748 bytes
 */
export function decodeDatabaseHeader(bytes: Uint8Array): DatabaseHeader {
  return decodeFields(databaseHeaderFields, bytes);
}

/**
 * Makes the header page of a database, sealed. The file begins with two such pages, the same bytes.
 * What is not given is zero, but for magic, version, page size and file type. A given `checksum` is not looked at.
 *
 * @throws EseError `BAD_ARGUMENT` when `pageSize` is none of ESE, or a value does not fit its field
 */
export function encodeDatabaseHeader(fields: Partial<DatabaseHeader>, pageSize: number): Uint8Array {
  const page = new Uint8Array(pageLayout(pageSize).pageSize);
  const identity = {
    magic: DATABASE_MAGIC,
    version: DATABASE_VERSION,
    pageSize,
    fileType: FileType.Database,
  };
  encodeFields(databaseHeaderFields, { ...identity, ...fields }, page);
  sealHeader(page);
  return page;
}
