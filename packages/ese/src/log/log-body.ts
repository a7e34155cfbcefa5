import type { LogPosition } from '../format/log-position.js';

/** What the checksums of a log's body say. */
export interface LogBody {
  /**
   * `good`: whole up to its end; `torn`: the last write was cut, and ESE repairs it from the copy after it;
   * `corrupt`: a part in the middle is damaged.
   */
  readonly state: 'good' | 'torn' | 'corrupt';
  /** Segments (since Windows 8) or checksum records (before) that are valid. */
  readonly validParts: number;
  /** Where the first thing wrong is: the segment (since Windows 8) or the byte offset (before). */
  readonly damagedAt?: number;
  /** What is wrong there. */
  readonly reason?: string;
  /** The XOR of the checksums of all valid segments, which the next generation repeats; undefined before Windows 8. */
  readonly segmentsChecksum?: bigint;
  /** The last valid segment; undefined when there is none, and before Windows 8. */
  readonly lastSegment?: LogPosition;
}
