import { EseError } from '../ese-error.js';
import { littleEndianWords } from './little-endian-words.js';
import { parity } from './parity.js';

/** A checksum as it is stored: two little-endian 32-bit halves, both unsigned. */
export interface StoredChecksum {
  /** The first four bytes: the XOR of the words, with the page number in it (new format), or the old checksum. */
  readonly low: number;
  /** The next four bytes: the error-correcting code (new format), or the page number (old format). */
  readonly high: number;
}

/** How {@link eccChecksum} looks at its block. */
export interface EccChecksumOptions {
  /** The page number, or the number of a log's segment: it enters the XOR half. */
  readonly pgno: number;
  /** True when the block begins with its own checksum: the first 8 bytes then count as zero. */
  readonly coversHeader: boolean;
}

/**
 * The new checksum of ESE over one block: the XOR of all words, and a code that locates one flipped bit.
 * Source: `ChecksumNewFormat` in microsoft/Extensible-Storage-Engine, `checksum/checksum.cxx`; computed here in one pass in another way.
 *
 * @param block 1024, 2048, 4096 or 8192 bytes
 * @throws EseError `BAD_ARGUMENT` for any other length
 */
export function eccChecksum(block: Uint8Array, options: EccChecksumOptions): StoredChecksum {
  const { byteLength } = block;
  if (byteLength < 1024 || byteLength > 8192 || (byteLength & (byteLength - 1)) !== 0) {
    throw new EseError(`A checksum with ECC covers 1, 2, 4 or 8 KiB, not ${byteLength} bytes`, {
      code: 'BAD_ARGUMENT',
    });
  }
  const words = littleEndianWords(block);
  const { xor, ecc } = eccOfWords(words, { first: 0, count: words.length, ...options });
  return { low: (xor ^ options.pgno) >>> 0, high: ecc >>> 0 };
}

/** The block of words that {@link eccOfWords} reads. */
export interface WordBlock {
  readonly first: number;
  /** A power of two, 256 to 2048. */
  readonly count: number;
  readonly coversHeader: boolean;
}

/**
 * The XOR of the words (without a page number) and the code, both signed.
 *
 * Bit `j` of the code's lower half is the parity of all bits whose index has bit `j` set. The XOR of all *words* whose
 * index has bit `j` set has the same parity, so the words are folded like a tree of halves, sixteen at a time, which
 * takes two XORs for a word; the five lowest bits of the index lie within a word and come from the XOR of everything.
 */
export function eccOfWords(words: Int32Array, block: WordBlock): { xor: number; ecc: number } {
  const { first, count } = block;
  const end = first + count;
  let bit5 = 0;
  let bit6 = 0;
  let bit7 = 0;
  let bit8 = 0;
  let all = 0;
  let upper = 0;
  for (let i = first; i < end; i += 16) {
    // `?? 0` is free here: it tells the compiler that no load is undefined.
    const w1 = words[i + 1] ?? 0;
    const w3 = words[i + 3] ?? 0;
    const w5 = words[i + 5] ?? 0;
    const w7 = words[i + 7] ?? 0;
    const w9 = words[i + 9] ?? 0;
    const w11 = words[i + 11] ?? 0;
    const w13 = words[i + 13] ?? 0;
    const w15 = words[i + 15] ?? 0;
    const p0 = (words[i] ?? 0) ^ w1;
    const p1 = (words[i + 2] ?? 0) ^ w3;
    const p2 = (words[i + 4] ?? 0) ^ w5;
    const p3 = (words[i + 6] ?? 0) ^ w7;
    const p4 = (words[i + 8] ?? 0) ^ w9;
    const p5 = (words[i + 10] ?? 0) ^ w11;
    const p6 = (words[i + 12] ?? 0) ^ w13;
    const p7 = (words[i + 14] ?? 0) ^ w15;
    bit5 ^= w1 ^ w3 ^ w5 ^ w7 ^ w9 ^ w11 ^ w13 ^ w15;
    bit6 ^= p1 ^ p3 ^ p5 ^ p7;
    const q1 = p2 ^ p3;
    const q3 = p6 ^ p7;
    bit7 ^= q1 ^ q3;
    const r1 = p4 ^ p5 ^ q3;
    bit8 ^= r1;
    const group = p0 ^ p1 ^ q1 ^ r1;
    all ^= group;
    upper ^= (i - first) & -parity(group);
  }
  if (block.coversHeader) {
    // The first two words are the stored checksum and count as zero: word 0 has no index bit, word 1 only bit 5.
    all ^= (words[first] ?? 0) ^ (words[first + 1] ?? 0);
    bit5 ^= words[first + 1] ?? 0;
  }
  const lower =
    (upper << 5) | (parity(bit8) << 8) | (parity(bit7) << 7) | (parity(bit6) << 6) | (parity(bit5) << 5);
  const inWord =
    (parity(all & 0xffff0000) << 4) |
    (parity(all & 0xff00ff00) << 3) |
    (parity(all & 0xf0f0f0f0) << 2) |
    (parity(all & 0xcccccccc) << 1) |
    parity(all & 0xaaaaaaaa);
  const low = lower | inWord;
  // The upper half is the same over the inverted indices: it differs from the lower one where the number of set bits is odd.
  const high = low ^ ((count * 32 - 1) & -parity(all));
  return { xor: all, ecc: (high << 16) | low };
}
