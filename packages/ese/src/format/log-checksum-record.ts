import { littleEndianWords } from '../checksum/little-endian-words.js';
import { u8, u32 } from './codec.js';
import { at, type FieldsOf, structure } from './field-table.js';

const fields = {
  /** Always 42. */
  type: at(0, u8),
  /** How many bytes before the record it covers, */
  back: at(1, u32),
  /** and how many after it. */
  forward: at(5, u32),
  /** From the end of this record to the next; 0 in the last. */
  next: at(9, u32),
  sum: at(13, u32),
  shortSum: at(17, u32),
  /** 0x9a: the short sum is valid; 0xd1: it is not. */
  useShort: at(21, u8),
};

/** The record that guards a stretch of a log before Windows 8 (LRCHECKSUM of `inc/logapi.hxx`, 22 bytes). */
export type LogChecksumRecord = FieldsOf<typeof fields>;

export const logChecksumRecord = structure(fields);
export const LOG_CHECKSUM_TYPE = 42;
const SEED = 0xfeedbeaf;

/** The two stretches of bytes that a record covers. */
export interface CoveredBytes {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly generation: number;
}

/** What the sum of a record must be. Source: `_log/logread_legacy.cxx` of microsoft/Extensible-Storage-Engine. */
export function logRecordChecksum(record: LogChecksumRecord, covered: CoveredBytes): number {
  const { back, forward, next, useShort } = record;
  const bytes = xorOfLanes(covered.before) ^ xorOfLanes(covered.after);
  return (SEED ^ bytes ^ back ^ forward ^ next ^ useShort ^ covered.generation) >>> 0;
}

/** The XOR of the 32-bit words counted from the start of the bytes, the last one filled up with zeros. */
function xorOfLanes(bytes: Uint8Array): number {
  let sum = littleEndianWords(bytes).reduce((xor, word) => xor ^ word, 0);
  const whole = bytes.byteLength & ~3;
  for (let i = whole; i < bytes.byteLength; i++) sum ^= (bytes[i] ?? 0) << (8 * (i - whole));
  return sum;
}
