import { logChecksumRecord, logRecordChecksum } from '../src/format/log-checksum-record.js';
import {
  encodeLogHeader,
  encodeLogSegment,
  type LogHeader,
  type LogTime,
  type Signature,
  sealHeader,
} from '../src/index.js';

/** A time that differs from generation to generation. */
export function timeOf(generation: number): LogTime {
  const minute = generation % 60;
  return { year: 2026, month: 11, day: 22, hour: 10, minute, second: 5, millisecond: 250, utc: true };
}

export const STREAM: Signature = { random: 4711, created: timeOf(0), computer: '' };

/** What {@link makeLog} makes. */
export interface MadeLog {
  readonly generation: number;
  /** Segments with data; the file has room for eight. */
  readonly segments?: number;
  readonly header?: Partial<LogHeader>;
}

const SEGMENT = 4096;
const SECTORS = 10;

/** The bytes of the data segment at `sector`: its data differ from segment to segment. */
export function makeSegment(generation: number, sector: number): Uint8Array {
  const data = new Uint8Array(3000).fill(generation * 16 + sector);
  return encodeLogSegment({
    position: { generation, sector, offset: 0 },
    startTime: timeOf(generation),
    data,
  });
}

/** A log since Windows 8: header, segments from sector 1 on, zeros after them. */
export function makeLog({ generation, segments = 3, header = {} }: MadeLog): Buffer {
  const first = generation === 1;
  const fields: Partial<LogHeader> = {
    generation,
    fileSectors: SECTORS,
    databasePageSize: 8192,
    createTime: timeOf(generation),
    previousCreateTime: first ? null : timeOf(generation - 1),
    logSignature: STREAM,
    updateMajor: 5,
    previousSegmentsChecksum: first ? 0n : segmentsChecksum(generation - 1, segments),
    ...header,
  };
  const body = Array.from({ length: segments }, (_, index) => makeSegment(generation, index + 1));
  const empty = new Uint8Array((SECTORS - 1 - segments) * SEGMENT);
  return Buffer.concat([encodeLogHeader(fields), ...body, empty]);
}

/** The XOR of the stored checksums of a log's segments. */
export function segmentsChecksum(generation: number, segments: number): bigint {
  let sum = 0n;
  for (let sector = 1; sector <= segments; sector++) {
    sum ^= Buffer.from(makeSegment(generation, sector)).readBigUInt64LE(0);
  }
  return sum;
}

/** A checksum record of a log from before Windows 8. */
export interface MadeRecord {
  readonly place: number;
  readonly back: number;
  readonly forward: number;
  readonly next: number;
}

const RECORD_SIZE = logChecksumRecord.size;
const SECOND_PLACE = 4096 + RECORD_SIZE + 1001;
/** Two records, the last one first, since the first covers it. */
const TWO_RECORDS: readonly MadeRecord[] = [
  { place: SECOND_PLACE, back: 203, forward: 77, next: 0 },
  { place: 4096, back: 0, forward: 1001, next: 1001 },
];

/**
 * A log from before Windows 8, written after the description of the format: no real one was to be had.
 * Records are sealed in the given order.
 */
export function makeLegacyLog(generation: number, records = TWO_RECORDS): Buffer {
  const header = encodeLogHeader({
    generation,
    majorVersion: 7,
    minorVersion: 3704,
    updateMajor: 15,
    sectorSize: 512,
    headerSectors: 8,
    fileSectors: 32,
    databasePageSize: 8192,
    createTime: timeOf(generation),
    logSignature: STREAM,
  });
  const log = Buffer.alloc(32 * 512, 0xda);
  log.set(header);
  sealHeader(log.subarray(0, 4096));
  for (const { place, ...lengths } of records) {
    const record = { type: 42, ...lengths, sum: 0, shortSum: 0, useShort: 0xd1 };
    const end = place + RECORD_SIZE;
    const before = log.subarray(place - lengths.back, place);
    const after = log.subarray(end, end + lengths.forward);
    const sum = logRecordChecksum(record, { before, after, generation });
    logChecksumRecord.write(new DataView(log.buffer, log.byteOffset), place, { ...record, sum });
  }
  return log;
}
