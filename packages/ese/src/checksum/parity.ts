/** 1 when an odd number of the 32 bits are set, else 0. */
export function parity(word: number): 0 | 1 {
  let x = word ^ (word >>> 16);
  x ^= x >>> 8;
  x ^= x >>> 4;
  // The parities of 0..15 are the bits of 0x6996.
  return ((0x6996 >>> (x & 15)) & 1) as 0 | 1;
}
