import type { EseFile } from '../file/ese-file.js';
import { LOG_SEGMENT_SIZE, type LogHeader } from '../format/log-header.js';
import { compareLogPositions, type LogPosition } from '../format/log-position.js';
import { decodeLogSegment, logSegmentChecksum } from '../format/log-segment.js';
import type { LogBody } from './log-body.js';

const SEGMENTS_PER_READ = 256;

/**
 * Checks the body of a log since Windows 8, segment by segment, a mebibyte in memory.
 * Source: `_log/logread.cxx` of microsoft/Extensible-Storage-Engine.
 */
export async function readLogSegments(file: EseFile, header: LogHeader): Promise<LogBody> {
  const check = new SegmentCheck(header.generation);
  const buffer = new Uint8Array(SEGMENTS_PER_READ * LOG_SEGMENT_SIZE);
  const end = Math.min(header.fileSectors, Math.floor(file.size / LOG_SEGMENT_SIZE));
  for (let first = header.headerSectors; first < end; first += SEGMENTS_PER_READ) {
    const size = Math.min(SEGMENTS_PER_READ, end - first) * LOG_SEGMENT_SIZE;
    const read = await file.read(buffer.subarray(0, size), first * LOG_SEGMENT_SIZE);
    for (let offset = 0; offset + LOG_SEGMENT_SIZE <= read; offset += LOG_SEGMENT_SIZE) {
      const segment = buffer.subarray(offset, offset + LOG_SEGMENT_SIZE);
      check.next(segment, first + offset / LOG_SEGMENT_SIZE);
      if (check.damage !== undefined) return check.result();
    }
  }
  return check.result();
}

/** Looks at the segments of one log in order. */
class SegmentCheck {
  damage: { readonly state: 'torn' | 'corrupt'; readonly at: number; readonly reason: string } | undefined;
  readonly #generation: number;
  #valid = 0;
  #ended = false;
  #checksum = 0n;
  #last: LogPosition | undefined;
  /** A segment that verifies in no way; the next one decides whether its write was cut or it is damaged. */
  #suspect: number | undefined;

  constructor(generation: number) {
    this.#generation = generation;
  }

  next(segment: Uint8Array, sector: number): void {
    if (this.#suspect !== undefined) {
      this.#judgeSuspect(segment, this.#suspect);
    } else if (isZero(segment)) {
      this.#ended = true;
    } else if (verifiesAs(segment, sector)) {
      this.#verified(segment, sector);
    } else if (verifiesAs(segment, sector - 1)) {
      // The copy of the segment before it: the engine writes one after the last segment, so this is the end.
      this.#copyOfBefore(segment, sector);
    } else if (this.#ended) {
      this.#fail('corrupt', sector, 'a damaged segment follows the end of the log');
    } else {
      this.#suspect = sector;
    }
  }

  result(): LogBody {
    if (this.#suspect !== undefined && this.damage === undefined) {
      this.#fail('corrupt', this.#suspect, 'the last segment is damaged');
    }
    const { damage } = this;
    return {
      state: damage?.state ?? 'good',
      validParts: this.#valid,
      segmentsChecksum: this.#checksum,
      ...(damage === undefined ? {} : { damagedAt: damage.at, reason: damage.reason }),
      ...(this.#last === undefined ? {} : { lastSegment: this.#last }),
    };
  }

  #verified(segment: Uint8Array, sector: number): void {
    const { checksum, position } = decodeLogSegment(segment);
    const order = compareLogPositions(position, { generation: this.#generation, sector, offset: 0 });
    if (order < 0) {
      // Left over from the log that was here before: files are used again under circular logging.
      this.#ended = true;
    } else if (order > 0) {
      this.#fail('corrupt', sector, 'the segment belongs to a later place');
    } else if (this.#ended) {
      this.#fail('corrupt', sector, 'a valid segment follows the end of the log');
    } else {
      this.#valid++;
      this.#checksum ^= checksum;
      this.#last = position;
    }
  }

  /** With nothing in the place that it is a copy of, that write never came to the disk. */
  #copyOfBefore(segment: Uint8Array, sector: number): void {
    const isOurs = this.#isAt(decodeLogSegment(segment).position, sector - 1);
    if (this.#ended && isOurs) this.#fail('torn', sector - 1, 'the last write is missing; its copy is there');
    this.#ended = true;
  }

  /** A cut write leaves a whole copy of the segment right after it. */
  #judgeSuspect(next: Uint8Array, suspect: number): void {
    const { position } = decodeLogSegment(next);
    const hasCopy = verifiesAs(next, suspect) && this.#isAt(position, suspect);
    if (hasCopy) this.#fail('torn', suspect, 'the last write was cut; its copy after it is whole');
    else this.#fail('corrupt', suspect, 'the segment is damaged and has no copy');
  }

  /** Whether a position is that of a segment of this log, and not of one that lay here before. */
  #isAt(position: LogPosition, sector: number): boolean {
    return compareLogPositions(position, { generation: this.#generation, sector, offset: 0 }) === 0;
  }

  #fail(state: 'torn' | 'corrupt', at: number, reason: string): void {
    this.damage = { state, at, reason };
  }
}

function verifiesAs(segment: Uint8Array, sector: number): boolean {
  const { low, high } = logSegmentChecksum(segment, sector);
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  return view.getUint32(0, true) === low && view.getUint32(4, true) === high;
}

/** The first byte is zero and each byte is the one after it; compared as one, since most of a log can be zeros. */
function isZero(segment: Uint8Array): boolean {
  return segment[0] === 0 && Buffer.compare(segment.subarray(1), segment.subarray(0, -1)) === 0;
}
