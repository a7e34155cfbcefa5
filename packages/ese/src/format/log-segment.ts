import { eccChecksum, type StoredChecksum } from '../checksum/ecc-checksum.js';
import { EseError } from '../ese-error.js';
import { u32, u64 } from './codec.js';
import { at, decodeFields, encodeFields, type FieldsOf } from './field-table.js';
import { LOG_SEGMENT_SIZE } from './log-header.js';
import { logPosition } from './log-position.js';
import { logTime } from './log-time.js';

/** The header of one segment of a log since Windows 8 (LGSEGHDR of `inc/_logstream.hxx`, 40 bytes). */
export const logSegmentFields = {
  /** The new checksum over the segment; its number within the log enters as the page number. */
  checksum: at(0, u64),
  /** Where the segment belongs: generation, number of the segment, 0. */
  position: at(8, logPosition),
  startTime: at(16, logTime),
  /** Always 0x2000. */
  flags: at(36, u32),
};
const SEGMENT_HEADER_SIZE = 40;
const SEGMENT_FLAGS = 0x2000;

/** The header of a segment. */
export type LogSegmentHeader = FieldsOf<typeof logSegmentFields>;

/** What {@link encodeLogSegment} makes a segment of. */
export interface LogSegmentContent {
  readonly position: LogSegmentHeader['position'];
  readonly startTime: LogSegmentHeader['startTime'];
  /** At most 4056 bytes; zeros follow. */
  readonly data?: Uint8Array;
}

/** Reads the header of a segment. Throws EseError `TRUNCATED` for fewer than 40 bytes. */
export function decodeLogSegment(bytes: Uint8Array): LogSegmentHeader {
  return decodeFields(logSegmentFields, bytes);
}

/**
 * Makes a segment of 4096 bytes, sealed for the sector of its position.
 *
 * @throws EseError `BAD_ARGUMENT` when the data is too long or a value does not fit its field
 */
export function encodeLogSegment(content: LogSegmentContent): Uint8Array {
  const { position, startTime, data = new Uint8Array(0) } = content;
  const room = LOG_SEGMENT_SIZE - SEGMENT_HEADER_SIZE;
  if (data.byteLength > room) {
    throw new EseError(`A segment of a log holds ${room} bytes, not ${data.byteLength}`, {
      code: 'BAD_ARGUMENT',
    });
  }
  const segment = new Uint8Array(LOG_SEGMENT_SIZE);
  encodeFields(logSegmentFields, { position, startTime, flags: SEGMENT_FLAGS }, segment);
  segment.set(data, SEGMENT_HEADER_SIZE);
  sealLogSegment(segment, position.sector);
  return segment;
}

/** The checksum that a segment of 4096 bytes must carry as the `sector`th of its log. */
export function logSegmentChecksum(segment: Uint8Array, sector: number): StoredChecksum {
  return eccChecksum(segment, { pgno: sector, coversHeader: true });
}

/** Writes that checksum into the segment, in place. */
export function sealLogSegment(segment: Uint8Array, sector: number): void {
  const { low, high } = logSegmentChecksum(segment, sector);
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  view.setUint32(0, low, true);
  view.setUint32(4, high, true);
}
