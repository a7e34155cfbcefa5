/** A stream of numbers that is always the same for the same seed: mulberry32, made for speed and not for secrets. */
export class SeededRandom {
  #state: number;

  /** @param seed any whole number; only its lowest 32 bits count */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to 2^32 - 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let x = this.#state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return (x ^ (x >>> 14)) >>> 0;
  }

  words(count: number): Uint32Array {
    const words = new Uint32Array(count);
    for (let index = 0; index < count; index++) words[index] = this.next();
    return words;
  }

  bytes(count: number): Uint8Array {
    return new Uint8Array(this.words(Math.ceil(count / 4)).buffer).subarray(0, count);
  }
}
