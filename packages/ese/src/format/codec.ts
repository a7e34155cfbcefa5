import { EseError } from '../ese-error.js';

/** How one value lies in a structure: little-endian, of a fixed size. Reading and writing stand side by side. */
export interface Codec<T> {
  /** Its size in bytes. */
  readonly size: number;
  read(view: DataView, offset: number): T;
  write(view: DataView, offset: number, value: T): void;
}

function checkRange(value: number | bigint, range: readonly [number | bigint, number | bigint]): void {
  const whole = typeof value === 'bigint' || Number.isInteger(value);
  if (!whole || value < range[0] || value > range[1]) {
    throw new EseError(`${value} does not fit its field, which holds ${range[0]} to ${range[1]}`, {
      code: 'BAD_ARGUMENT',
    });
  }
}

export const u8: Codec<number> = {
  size: 1,
  read: (view, offset) => view.getUint8(offset),
  write(view, offset, value) {
    checkRange(value, [0, 0xff]);
    view.setUint8(offset, value);
  },
};

export const u16: Codec<number> = {
  size: 2,
  read: (view, offset) => view.getUint16(offset, true),
  write(view, offset, value) {
    checkRange(value, [0, 0xffff]);
    view.setUint16(offset, value, true);
  },
};

export const u32: Codec<number> = {
  size: 4,
  read: (view, offset) => view.getUint32(offset, true),
  write(view, offset, value) {
    checkRange(value, [0, 0xffffffff]);
    view.setUint32(offset, value, true);
  },
};

export const i32: Codec<number> = {
  size: 4,
  read: (view, offset) => view.getInt32(offset, true),
  write(view, offset, value) {
    checkRange(value, [-0x80000000, 0x7fffffff]);
    view.setInt32(offset, value, true);
  },
};

export const u64: Codec<bigint> = {
  size: 8,
  read: (view, offset) => view.getBigUint64(offset, true),
  write(view, offset, value) {
    checkRange(value, [0n, 0xffffffffffffffffn]);
    view.setBigUint64(offset, value, true);
  },
};

/** A string of one-byte characters in a field of fixed size, padded with zeros; what follows the first zero is not read. */
export function ansi(size: number): Codec<string> {
  return {
    size,
    read(view, offset) {
      const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, size);
      const end = bytes.indexOf(0);
      return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('latin1');
    },
    write(view, offset, value) {
      const bytes = Buffer.from(value, 'latin1');
      if (bytes.length > size || bytes.includes(0) || bytes.toString('latin1') !== value) {
        throw new EseError(`"${value}" is not a string of at most ${size} one-byte characters`, {
          code: 'BAD_ARGUMENT',
        });
      }
      const target = new Uint8Array(view.buffer, view.byteOffset + offset, size);
      target.fill(0);
      target.set(bytes);
    },
  };
}

/** A row of values of the same kind. */
export function list<T>(codec: Codec<T>, length: number): Codec<readonly T[]> {
  return {
    size: codec.size * length,
    read: (view, offset) =>
      Array.from({ length }, (_, index) => codec.read(view, offset + index * codec.size)),
    write(view, offset, values) {
      if (values.length !== length) {
        throw new EseError(`The field holds ${length} values, not ${values.length}`, {
          code: 'BAD_ARGUMENT',
        });
      }
      for (const [index, value] of values.entries()) codec.write(view, offset + index * codec.size, value);
    },
  };
}
