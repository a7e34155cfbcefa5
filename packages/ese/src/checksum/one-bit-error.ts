import { bitCount } from './bit-count.js';
import { checksumOfPage, type PageInWords, storedChecksumOfPage } from './page-checksum.js';
import { LARGE_PAGE_NUMBER_WORD, type PageLayout } from './page-layout.js';

/** The bit of the flag that says which checksum a page has: with it flipped, the engine would have used the other one. */
const FORMAT_FLAG_BIT = 301;
/** The first 64 bits of a page are its checksum and are not covered by it. */
const CHECKSUM_BITS = 64;

/** How the stored and the computed checksum of a block differ: their XOR, half by half. */
interface Difference {
  readonly low: number;
  readonly high: number;
}

/**
 * The bits that ESE would flip to repair a page of the new format, at most one in each of its blocks, or undefined when
 * some block has more than that wrong. Counted from the page's first bit; nothing is changed.
 *
 * In a large page the checksums of blocks 1 to 3 lie in block 0 (bytes 40 to 63): a flipped bit there shows up in block 0
 * and in the comparison of its own block, so block 0 is judged first, and the others against what it corrects.
 * Source: `checksum/checksum.cxx` of microsoft/Extensible-Storage-Engine. Here the XOR half must name the same bit too.
 */
export function correctableBits(page: PageInWords, layout: PageLayout): readonly number[] | undefined {
  const stored = storedChecksumOfPage(page, layout).blocks.map(({ low, high }) => ({ low, high }));
  const computed = checksumOfPage(page, layout).blocks;
  const blockBits = layout.blockWords * 32;
  let pageNumber = page.words[page.first + LARGE_PAGE_NUMBER_WORD] ?? 0;
  const bits: number[] = [];
  for (const [index, block] of computed.entries()) {
    const was = stored[index] ?? { low: 0, high: 0 };
    const difference = { low: (was.low ^ block.low) >>> 0, high: (was.high ^ block.high) >>> 0 };
    if (difference.low === 0 && difference.high === 0) continue;
    const bit = flippedBit(difference, blockBits);
    if (bit === undefined || (index === 0 && (bit < CHECKSUM_BITS || bit === FORMAT_FLAG_BIT)))
      return undefined;
    bits.push(index * blockBits + bit);
    if (index !== 0 || layout.checksumWords.length === 1) continue;
    const flip = 1 << (bit & 31);
    correctStored(stored, layout.checksumWords.indexOf((bit >>> 5) & ~1), { half: (bit >>> 5) & 1, flip });
    if (bit >>> 5 === LARGE_PAGE_NUMBER_WORD) pageNumber ^= flip;
  }
  const numberIsRight = layout.checksumWords.length === 1 || pageNumber === (page.pgno | 0);
  return bits.length > 0 && numberIsRight ? bits : undefined;
}

/** The one bit of a block that explains a difference, or undefined when none does. */
function flippedBit({ low, high }: Difference, blockBits: number): number | undefined {
  const bit = high & 0xffff;
  const mask = blockBits - 1;
  const namesOneBit = bit <= mask && high >>> 16 === (bit ^ mask);
  return namesOneBit && bitCount(low) === 1 && low === (1 << (bit & 31)) >>> 0 ? bit : undefined;
}

function correctStored(
  stored: { low: number; high: number }[],
  index: number,
  { half, flip }: { half: number; flip: number },
): void {
  const block = stored[index];
  if (block === undefined) return;
  if (half === 0) block.low = (block.low ^ flip) >>> 0;
  else block.high = (block.high ^ flip) >>> 0;
}
