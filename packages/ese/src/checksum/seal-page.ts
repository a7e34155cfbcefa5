import { littleEndianWords } from './little-endian-words.js';
import { checksumOfBlock, hasNewChecksum } from './page-checksum.js';
import { LARGE_PAGE_NUMBER_WORD, pageLayout } from './page-layout.js';
import { sealHeader } from './seal-header.js';

/**
 * Writes into a page the checksums (and, where the layout has one, the page number) that its other bytes call for, in the
 * format that its flags name. The page is changed in place.
 *
 * @param page the whole page, 2 to 32 KiB
 * @param pgno its number: the page at byte offset `o` has the number `o / pageSize - 1`
 * @throws EseError `BAD_ARGUMENT` when its length is no page size of ESE
 */
export function sealPage(page: Uint8Array, pgno: number): void {
  const layout = pageLayout(page.byteLength);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  if (layout.checksumWords.length > 1) view.setUint32(LARGE_PAGE_NUMBER_WORD * 4, pgno, true);
  // The old checksum covers the page number beside it; the new one leaves those bytes out.
  view.setUint32(4, pgno, true);
  if (!hasNewChecksum({ words: littleEndianWords(page), first: 0, pgno })) {
    sealHeader(page);
    return;
  }
  // The first block covers the checksums of the others, so it comes last.
  for (const [index, place] of [...layout.checksumWords.entries()].reverse()) {
    const { low, high } = checksumOfBlock({ words: littleEndianWords(page), first: 0, pgno }, layout, index);
    view.setUint32(place * 4, low, true);
    view.setUint32(place * 4 + 4, high, true);
  }
}
