/** Numbers and bytes from a seed: the same seed, the same inputs. */
export class Mutator {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** A whole number from 0 to `below - 1`. */
  number(below: number): number {
    // xorshift32: fast, and good enough to reach every corner.
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return (x >>> 0) % below;
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.number(values.length)];
    if (value === undefined) throw new Error('There is nothing to pick');
    return value;
  }

  garbage(longest: number): Buffer {
    const bytes = Buffer.alloc(this.number(longest + 1));
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.number(256);
    return bytes;
  }

  /** A copy of one of the good inputs with some of its bytes changed, and now and then cut or longer; sometimes garbage. */
  mutant(seeds: readonly Uint8Array[]): Buffer {
    const seed = this.pick(seeds);
    if (this.number(50) === 0) return this.garbage(Math.min(2 * seed.byteLength, 9000));
    let bytes = Buffer.from(seed);
    for (let changes = this.number(12); changes >= 0 && bytes.length > 0; changes--) this.#change(bytes);
    const size = this.number(24);
    if (size === 0) bytes = bytes.subarray(0, this.number(bytes.length + 1));
    if (size === 1) bytes = Buffer.concat([bytes, this.garbage(300)]);
    return bytes;
  }

  #change(bytes: Buffer): void {
    const place = this.number(bytes.length);
    switch (this.number(5)) {
      case 0:
        bytes[place] = (bytes[place] ?? 0) ^ (1 << this.number(8));
        break;
      case 1:
        bytes[place] = this.pick(INTERESTING_BYTES);
        break;
      case 2:
        if (place + 2 <= bytes.length) bytes.writeUInt16LE(this.number(0x10000), place);
        break;
      case 3:
        if ((place & ~3) + 4 <= bytes.length) bytes.writeUInt32LE(this.pick(INTERESTING), place & ~3);
        break;
      default:
        bytes.copyWithin(place, this.number(bytes.length), this.number(bytes.length));
    }
  }
}

const INTERESTING_BYTES = [0, 1, 2, 4, 0x7f, 0x80, 0xff] as const;
/** What makes a size, a page number or a count go wrong. */
const INTERESTING = [
  0, 1, 2, 4, 16, 40, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
] as const;
