import { EseError } from '../ese-error.js';
import { littleEndianWords } from './little-endian-words.js';

const SEED = 0x89abcdef;

/**
 * The old checksum of ESE: a seed and the XOR of every 32-bit word except the first, where it is stored.
 * It guards the headers of databases, logs and checkpoints, and pages without the flag for the new format.
 * Source: `ChecksumOldFormat` in microsoft/Extensible-Storage-Engine, `checksum/checksum.cxx`.
 *
 * @param bytes the whole block; its length is a multiple of 4 and at least 4
 * @returns an unsigned 32-bit number
 * @throws EseError `BAD_ARGUMENT` for any other length
 */
export function xorChecksum(bytes: Uint8Array): number {
  if (bytes.byteLength < 4 || bytes.byteLength % 4 !== 0) {
    throw new EseError(`A checksum covers a multiple of 4 bytes, not ${bytes.byteLength}`, {
      code: 'BAD_ARGUMENT',
    });
  }
  const words = littleEndianWords(bytes);
  return xorOfWords(words, 0, words.length) >>> 0;
}

/** The same over `words[first, end)`, as a signed 32-bit number. */
export function xorOfWords(words: Int32Array, first: number, end: number): number {
  let a = SEED ^ (words[first] ?? 0);
  let b = 0;
  let c = 0;
  let d = 0;
  let i = first;
  for (; i + 4 <= end; i += 4) {
    a ^= words[i] ?? 0;
    b ^= words[i + 1] ?? 0;
    c ^= words[i + 2] ?? 0;
    d ^= words[i + 3] ?? 0;
  }
  for (; i < end; i++) a ^= words[i] ?? 0;
  return a ^ b ^ c ^ d;
}
