/** The stream of bytes that the vectors of the checksums are made of: the upper bytes of a linear congruential generator. */
export function pseudoRandomBytes(length: number, seed = 1): Uint8Array {
  let x = seed;
  return Uint8Array.from({ length }, () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x >>> 24;
  });
}
