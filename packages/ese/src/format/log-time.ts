import { EseError } from '../ese-error.js';
import type { Codec } from './codec.js';

/**
 * A time as ESE stores it. Nothing is checked on reading, so that a damaged one can still be shown and compared.
 * The month is 1 to 12: real files say so, although a comment in the public source says 0 to 11.
 */
export interface LogTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 to 999; the field could hold 1023. */
  readonly millisecond: number;
  /** True for UTC, false for the local time of the machine that wrote it. */
  readonly utc: boolean;
  /** The bits of the last byte without a meaning, when any is set: kept so that equal times are equal bytes. */
  readonly reserved?: number;
}

/** The bits of the last byte that are no part of the milliseconds: bit 0, and bits 4 to 7. */
const RESERVED_BITS = 0xf1;

/** Eight bytes; all zero means that no time was set, which is null here. */
export const logTime: Codec<LogTime | null> = {
  size: 8,
  read(view, offset) {
    if (view.getBigUint64(offset, true) === 0n) return null;
    const byte = (index: number) => view.getUint8(offset + index);
    const reserved = byte(7) & RESERVED_BITS;
    return {
      year: 1900 + byte(5),
      month: byte(4),
      day: byte(3),
      hour: byte(2),
      minute: byte(1),
      second: byte(0),
      millisecond: (byte(6) >>> 1) | (((byte(7) >>> 1) & 7) << 7),
      utc: (byte(6) & 1) !== 0,
      ...(reserved === 0 ? {} : { reserved }),
    };
  },
  write(view, offset, value) {
    const bytes = value === null ? new Array<number>(8).fill(0) : bytesOf(value);
    if (bytes.some((byte) => !Number.isInteger(byte) || byte < 0 || byte > 0xff)) {
      throw new EseError(`${JSON.stringify(value)} does not fit a time of ESE (1900 to 2155)`, {
        code: 'BAD_ARGUMENT',
      });
    }
    for (const [index, byte] of bytes.entries()) view.setUint8(offset + index, byte);
  },
};

function bytesOf(time: LogTime): number[] {
  const { second, minute, hour, day, month, year, millisecond, utc, reserved = 0 } = time;
  const lastByte = (Math.floor(millisecond / 128) << 1) | (reserved & RESERVED_BITS);
  return [second, minute, hour, day, month, year - 1900, ((millisecond & 0x7f) << 1) | Number(utc), lastByte];
}

/** The eight bytes of a time; eight zeros for null. Throws EseError `BAD_ARGUMENT` outside 1900 to 2155. */
export function encodeLogTime(time: LogTime | null): Uint8Array {
  const bytes = new Uint8Array(logTime.size);
  logTime.write(new DataView(bytes.buffer), 0, time);
  return bytes;
}

/** The time in eight bytes, or null when they are all zero. Throws EseError `TRUNCATED` for fewer. */
export function decodeLogTime(bytes: Uint8Array): LogTime | null {
  if (bytes.byteLength < logTime.size) {
    throw new EseError(`A time of ESE has ${logTime.size} bytes, not ${bytes.byteLength}`, {
      code: 'TRUNCATED',
    });
  }
  return logTime.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
}

/** A date as ESE stores it, in UTC. */
export function logTimeFromDate(date: Date): LogTime {
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    utc: true,
  };
}

/** `2022-07-21T10:48:20.525Z`; without the Z when it is the local time of the machine that wrote it; `unset` for null. */
export function formatLogTime(time: LogTime | null): string {
  if (time === null) return 'unset';
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${time.year}-${two(time.month)}-${two(time.day)}`;
  const clock = `${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
  return `${day}T${clock}.${String(time.millisecond).padStart(3, '0')}${time.utc ? 'Z' : ''}`;
}

/** Whether two times are the same eight bytes. */
export function sameLogTime(a: LogTime | null, b: LogTime | null): boolean {
  return Buffer.from(encodeLogTime(a)).equals(encodeLogTime(b));
}
