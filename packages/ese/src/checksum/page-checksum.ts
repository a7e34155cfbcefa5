import { eccOfWords, type StoredChecksum } from './ecc-checksum.js';
import { littleEndianWords } from './little-endian-words.js';
import {
  FLAGS_WORD,
  LARGE_PAGE_NUMBER_WORD,
  NEW_CHECKSUM_FLAG,
  type PageLayout,
  pageLayout,
} from './page-layout.js';
import { xorOfWords } from './xor-checksum.js';

/** Which of the two checksums a page carries; its flag 0x2000 says so, not the version of the database. */
export type PageChecksumFormat = 'xor' | 'ecc';

/** The checksums of one page. */
export interface PageChecksum {
  readonly format: PageChecksumFormat;
  /** One for a page of up to 8 KiB or of the old format, four for a larger one; in the order of the blocks. */
  readonly blocks: readonly StoredChecksum[];
}

/** One page among the words of a larger buffer. */
export interface PageInWords {
  readonly words: Int32Array;
  /** The index of the page's first word. */
  readonly first: number;
  readonly pgno: number;
}

/**
 * What the checksums of a page must be, from its other bytes: nothing is written.
 * In a page of 16 or 32 KiB the first block covers the other three checksums as they are stored.
 *
 * @param page the whole page, 2 to 32 KiB
 * @param pgno its number: the page at byte offset `o` has the number `o / pageSize - 1`
 * @throws EseError `BAD_ARGUMENT` when its length is no page size of ESE
 */
export function pageChecksum(page: Uint8Array, pgno: number): PageChecksum {
  return checksumOfPage({ words: littleEndianWords(page), first: 0, pgno }, pageLayout(page.byteLength));
}

/** The same for a page among words. */
export function checksumOfPage(page: PageInWords, layout: PageLayout): PageChecksum {
  const { words, first, pgno } = page;
  if (!hasNewChecksum(page)) {
    const low = xorOfWords(words, first, first + layout.pageWords) >>> 0;
    return { format: 'xor', blocks: [{ low, high: pgno >>> 0 }] };
  }
  return {
    format: 'ecc',
    blocks: layout.checksumWords.map((_, index) => checksumOfBlock(page, layout, index)),
  };
}

/** What the checksum of one block of a page of the new format must be. */
export function checksumOfBlock(page: PageInWords, layout: PageLayout, index: number): StoredChecksum {
  const { xor, ecc } = foldBlock(page, layout, index);
  return { low: (xor ^ page.pgno) >>> 0, high: ecc >>> 0 };
}

/** The checksums that stand in the page. */
export function storedChecksumOfPage(page: PageInWords, layout: PageLayout): PageChecksum {
  const { words, first } = page;
  const format = hasNewChecksum(page) ? 'ecc' : 'xor';
  const places = format === 'ecc' ? layout.checksumWords : layout.checksumWords.slice(0, 1);
  const blocks = places.map((place) => ({
    low: (words[first + place] ?? 0) >>> 0,
    high: (words[first + place + 1] ?? 0) >>> 0,
  }));
  return { format, blocks };
}

/** Whether every checksum of the page is as it must be. The hot path: it allocates next to nothing. */
export function pageVerifies(page: PageInWords, layout: PageLayout): boolean {
  const { words, first, pgno } = page;
  if (!hasNewChecksum(page)) {
    const stored = words[first] ?? 0;
    return stored === xorOfWords(words, first, first + layout.pageWords) && words[first + 1] === (pgno | 0);
  }
  const { checksumWords } = layout;
  for (let index = 0; index < checksumWords.length; index++) {
    const place = first + (checksumWords[index] ?? 0);
    const { xor, ecc } = foldBlock(page, layout, index);
    if (words[place] !== (xor ^ pgno) || words[place + 1] !== ecc) return false;
  }
  return checksumWords.length === 1 || words[first + LARGE_PAGE_NUMBER_WORD] === (pgno | 0);
}

/** Whether all bytes of the page are zero: it was never written. Costs one look at any other page. */
export function pageIsZero(page: PageInWords, layout: PageLayout): boolean {
  const end = page.first + layout.pageWords;
  for (let i = page.first; i < end; i++) {
    if (page.words[i] !== 0) return false;
  }
  return true;
}

/** Whether the page's flags say that its checksum is of the new format. */
export function hasNewChecksum(page: PageInWords): boolean {
  return ((page.words[page.first + FLAGS_WORD] ?? 0) & NEW_CHECKSUM_FLAG) !== 0;
}

function foldBlock(page: PageInWords, layout: PageLayout, index: number): { xor: number; ecc: number } {
  const first = page.first + index * layout.blockWords;
  return eccOfWords(page.words, { first, count: layout.blockWords, coversHeader: index === 0 });
}
