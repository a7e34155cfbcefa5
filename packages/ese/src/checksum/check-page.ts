import { JetError } from '../jet-error.js';
import type { StoredChecksum } from './ecc-checksum.js';
import { littleEndianWords } from './little-endian-words.js';
import { correctableBits } from './one-bit-error.js';
import {
  checksumOfPage,
  type PageChecksumFormat,
  type PageInWords,
  pageIsZero,
  pageVerifies,
  storedChecksumOfPage,
} from './page-checksum.js';
import { LARGE_PAGE_NUMBER_WORD, type PageLayout, pageLayout } from './page-layout.js';

/** What a page's checksums say about it. */
export type PageCheck = { readonly state: 'good' | 'zero' } | BadPage;

/** A page whose bytes and checksums do not go together. */
export interface BadPage {
  readonly state: 'bad';
  readonly format: PageChecksumFormat;
  readonly stored: readonly StoredChecksum[];
  readonly computed: readonly StoredChecksum[];
  /** There when ESE would repair it on reading: the bit to flip in each bad block, counted from the page's first (bit 0 of byte 0). */
  readonly correctableBits?: readonly number[];
  /** There when the page is whole but seems to be another one: the number of that page. A flipped bit of a stored checksum looks the same. */
  readonly misplacedFrom?: number;
  /** -1018, or -1118 when the checksums are right and only the page number within is not. */
  readonly jet: number;
}

/**
 * Checks one page as the engine does when it reads it.
 *
 * @param page the whole page, 2 to 32 KiB
 * @param pgno its number: the page at byte offset `o` has the number `o / pageSize - 1`
 * @throws EseError `BAD_ARGUMENT` when its length is no page size of ESE
 */
export function checkPage(page: Uint8Array, pgno: number): PageCheck {
  return checkPageInWords({ words: littleEndianWords(page), first: 0, pgno }, pageLayout(page.byteLength));
}

/** The same for a page among words. */
export function checkPageInWords(page: PageInWords, layout: PageLayout): PageCheck {
  if (pageIsZero(page, layout)) return ZERO;
  if (pageVerifies(page, layout)) return GOOD;
  return judgeBadPage(page, layout);
}

const GOOD = { state: 'good' } as const;
const ZERO = { state: 'zero' } as const;

function judgeBadPage(page: PageInWords, layout: PageLayout): BadPage {
  const stored = storedChecksumOfPage(page, layout);
  const computed = checksumOfPage(page, layout);
  const bits = stored.format === 'ecc' ? correctableBits(page, layout) : undefined;
  const other = pageElsewhere(page, {
    format: stored.format,
    stored: stored.blocks,
    computed: computed.blocks,
  });
  const onlyNumber = stored.blocks.every((block, index) => sameChecksum(block, computed.blocks[index]));
  return {
    state: 'bad',
    format: stored.format,
    stored: stored.blocks,
    computed: computed.blocks,
    ...(bits === undefined ? {} : { correctableBits: bits }),
    ...(other === undefined ? {} : { misplacedFrom: other }),
    jet: onlyNumber ? JetError.ReadPgnoVerifyFailure : JetError.ReadVerifyFailure,
  };
}

function sameChecksum(a: StoredChecksum, b: StoredChecksum | undefined): boolean {
  return a.low === b?.low && a.high === b.high;
}

interface Checksums {
  readonly format: PageChecksumFormat;
  readonly stored: readonly StoredChecksum[];
  readonly computed: readonly StoredChecksum[];
}

/** The number under which every checksum of the page would be right, if there is one. */
function pageElsewhere(page: PageInWords, { format, stored, computed }: Checksums): number | undefined {
  const numbers = stored.map((block, index) => {
    const should = computed[index];
    // In the new format the number is in the XOR half and only there; in the old it stands beside a checksum that is right.
    if (format === 'ecc')
      return block.high === should?.high ? (block.low ^ should.low ^ page.pgno) >>> 0 : undefined;
    return block.low === should?.low ? block.high : undefined;
  });
  const [number] = numbers;
  if (number === page.pgno || numbers.some((other) => other !== number)) return undefined;
  const repeated =
    numbers.length === 1 || page.words[page.first + LARGE_PAGE_NUMBER_WORD] === ((number ?? 0) | 0);
  return repeated ? number : undefined;
}
