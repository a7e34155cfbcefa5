import { type BadPage, checkPageInWords } from '../checksum/check-page.js';
import type { PageInWords } from '../checksum/page-checksum.js';
import { type KernelBuffers, type PageKernel, startPageKernel } from '../checksum/page-kernel.js';
import { type PageLayout, pageLayout } from '../checksum/page-layout.js';
import { xorOfWords } from '../checksum/xor-checksum.js';
import { FindingList } from './finding-list.js';
import { type PageMap, PageMapper } from './page-map.js';
import {
  badHeaderFinding,
  badPageFinding,
  oddTailFinding,
  type ScanFinding,
  trailerFinding,
  truncatedFinding,
} from './scan-finding.js';

/** What a scanner must know of the database beforehand: `inspectDatabase` says both. */
export interface PageScannerOptions {
  readonly pageSize: number;
  /** The last page that the database owns: a bad checksum after it is a note. Left out: every page counts as owned. */
  readonly lastOwnedPage?: number | undefined;
  /** Buffers to read the database into: bytes in them are checked where they lie. Left out: none, and all bytes are copied once. */
  readonly buffers?: KernelBuffers | undefined;
  /** Called for each finding, also for those that are too many to keep. */
  readonly onFinding?: ((finding: ScanFinding) => void) | undefined;
  /** Draw a map of at most so many cells: an even number. Left out: none, and it costs nothing. */
  readonly mapCells?: number | undefined;
}

/** What a scan of all pages found. */
export interface DatabaseScan {
  readonly pageSize: number;
  /** Bytes seen. */
  readonly bytes: number;
  /** Whole pages after the two of the header: `good + zero + bad`, and one more when there is a trailer. */
  readonly pages: number;
  readonly good: number;
  /** Never written: all bytes zero. */
  readonly zero: number;
  /** All pages with a bad checksum. */
  readonly bad: number;
  /** Those of them after the last owned page: leftovers of the disk, no damage. */
  readonly badPastOwned: number;
  /** Those of the others that ESE would repair by itself. */
  readonly correctable: number;
  readonly headerGood: boolean;
  readonly shadowGood: boolean;
  /** The last page is the trailer of a streaming backup. */
  readonly trailer: boolean;
  /** The file ends before the last owned page. */
  readonly truncated: boolean;
  /** Bytes after the last whole page. */
  readonly oddTailBytes: number;
  /** No finding is an error: what the database owns is all there and whole. */
  readonly ok: boolean;
  /** The first 1000, in the order of the file. */
  readonly findings: readonly ScanFinding[];
  /** How many more there were. */
  readonly findingsOmitted: number;
  /** Where the pages of each state lie; there when `mapCells` was given. The trailer is not on it. */
  readonly map?: PageMap;
}

/** Takes the bytes of a database in order and checks each page as it comes. */
export interface PageScanner {
  /** The buffers that were asked for, to be filled by the caller in whatever order; they go with the scanner. */
  readonly buffers: readonly Uint8Array[];
  /** The next bytes of the file, as many as there are. They are not kept: the buffer may be used again afterwards. */
  push(chunk: Uint8Array): void;
  /** The end of the file. Call it once, and `push` no more. */
  finish(): DatabaseScan;
}

const HEADER_PAGES = 2;

/**
 * A scan that is fed: for a caller who reads the file anyway, to hash it. It needs some 300 KiB of memory, and costs
 * least when chunks are a multiple of the page size and start on a multiple of four bytes in their buffer.
 *
 * @throws EseError `BAD_ARGUMENT` when `pageSize` is none of ESE, or `mapCells` is odd or less than 2
 */
export function createPageScanner(options: PageScannerOptions): PageScanner {
  return new Scanner(options);
}

class Scanner implements PageScanner {
  readonly buffers: readonly Uint8Array[];
  readonly #kernel: PageKernel;
  readonly #layout: PageLayout;
  readonly #lastOwned: number;
  readonly #findings: FindingList<ScanFinding>;
  readonly #mapper: PageMapper | undefined;
  readonly #partial: Uint8Array;
  #partialSize = 0;
  /** Pages seen, the two of the header included. */
  #seen = 0;
  #counts = { good: 0, zero: 0, bad: 0, badPastOwned: 0, correctable: 0 };
  #headerGood = false;
  #shadowGood = false;
  /** A page that is bad, unless it turns out to be the file's last: then it is a trailer. */
  #maybeTrailer: { readonly pgno: number; readonly check: BadPage } | undefined;

  constructor({ pageSize, lastOwnedPage, onFinding, mapCells, buffers }: PageScannerOptions) {
    this.#layout = pageLayout(pageSize);
    this.#kernel = startPageKernel(buffers);
    this.buffers = this.#kernel.buffers;
    this.#lastOwned = lastOwnedPage ?? Number.POSITIVE_INFINITY;
    this.#findings = new FindingList(onFinding);
    this.#mapper = mapCells === undefined ? undefined : new PageMapper(mapCells);
    this.#partial = new Uint8Array(pageSize);
  }

  push(chunk: Uint8Array): void {
    const { pageSize } = this.#layout;
    let rest = chunk;
    if (this.#partialSize > 0) {
      const taken = rest.subarray(0, pageSize - this.#partialSize);
      this.#partial.set(taken, this.#partialSize);
      this.#partialSize += taken.byteLength;
      if (this.#partialSize < pageSize) return;
      this.#checkPages(this.#partial);
      rest = rest.subarray(taken.byteLength);
    }
    this.#partialSize = rest.byteLength % pageSize;
    const whole = rest.byteLength - this.#partialSize;
    if (whole > 0) this.#checkPages(rest.subarray(0, whole));
    this.#partial.set(rest.subarray(whole));
  }

  finish(): DatabaseScan {
    const trailer = this.#maybeTrailer;
    if (trailer !== undefined) this.#findings.add(trailerFinding(trailer.pgno, this.#layout));
    const pages = Math.max(0, this.#seen - HEADER_PAGES);
    const owned = this.#lastOwned;
    const databasePages = trailer === undefined ? pages : pages - 1;
    const truncated = Number.isFinite(owned) && databasePages < owned;
    if (truncated) this.#mapper?.add('missing', owned - databasePages);
    if (truncated) this.#findings.add(truncatedFinding({ pages: databasePages, owned }, this.#layout));
    if (this.#partialSize > 0) {
      this.#findings.add(oddTailFinding(this.#partialSize, this.#seen * this.#layout.pageSize));
    }
    return {
      pageSize: this.#layout.pageSize,
      bytes: this.#seen * this.#layout.pageSize + this.#partialSize,
      pages,
      ...this.#counts,
      headerGood: this.#headerGood,
      shadowGood: this.#shadowGood,
      trailer: trailer !== undefined,
      truncated,
      oddTailBytes: this.#partialSize,
      ok: this.#seen >= HEADER_PAGES && this.#findings.errors === 0,
      findings: this.#findings.kept,
      findingsOmitted: this.#findings.omitted,
      ...(this.#mapper === undefined ? {} : { map: this.#mapper.map() }),
    };
  }

  #checkPages(bytes: Uint8Array): void {
    for (let rest = bytes; rest.byteLength > 0; ) {
      const words = this.#kernel.see(rest);
      for (let first = 0; first < words.length; ) {
        first += this.#checkSome(words, first) * this.#layout.pageWords;
      }
      rest = rest.subarray(words.byteLength);
    }
  }

  /** Checks as many pages as turn out to be alike, and answers how many those are. */
  #checkSome(words: Int32Array, first: number): number {
    const page = { words, first, pgno: this.#seen + 1 - HEADER_PAGES };
    this.#settleTrailer();
    const count = this.#seen < HEADER_PAGES ? 0 : this.#countAlike(page);
    if (count === 0) {
      if (this.#seen < HEADER_PAGES) this.#checkHeader(page);
      else this.#badPage(page);
    }
    const checked = Math.max(1, count);
    this.#seen += checked;
    return checked;
  }

  /** Counts the good pages from this one on, or the zero ones; 0 is neither. */
  #countAlike(page: PageInWords): number {
    const layout = this.#layout;
    const run = { ...page, pages: (page.words.length - page.first) / layout.pageWords };
    const good = this.#kernel.goodPages(run, layout);
    const count = good > 0 ? good : this.#kernel.zeroPages(run, layout);
    const state = good > 0 ? 'good' : 'zero';
    this.#counts[state] += count;
    const owned = Math.min(count, Math.max(0, this.#lastOwned - page.pgno + 1));
    this.#mapper?.add(state, owned);
    this.#mapper?.add('past-owned', count - owned);
    return count;
  }

  #checkHeader({ words, first }: PageInWords): void {
    const good = words[first] === xorOfWords(words, first, first + this.#layout.pageWords);
    const isShadow = this.#seen === 1;
    if (isShadow) this.#shadowGood = good;
    else this.#headerGood = good;
    if (good) return;
    const other = isShadow ? this.#headerGood : true;
    this.#findings.add(badHeaderFinding({ isShadow, fatal: !other }, this.#layout));
  }

  #badPage(page: PageInWords): void {
    const check = checkPageInWords(page, this.#layout);
    if (check.state !== 'bad') return;
    if (looksLikeTrailer(page, this.#layout)) this.#maybeTrailer = { pgno: page.pgno, check };
    else this.#countBad(page.pgno, check);
  }

  /** Another page follows, so the one that looked like a trailer is none. */
  #settleTrailer(): void {
    if (this.#maybeTrailer === undefined) return;
    const { pgno, check } = this.#maybeTrailer;
    this.#maybeTrailer = undefined;
    this.#countBad(pgno, check);
  }

  #countBad(pgno: number, check: BadPage): void {
    const pastOwned = pgno > this.#lastOwned;
    this.#counts.bad++;
    const correctable = check.correctableBits !== undefined;
    if (pastOwned) this.#counts.badPastOwned++;
    else if (correctable) this.#counts.correctable++;
    this.#mapper?.add(pastOwned ? 'past-owned' : correctable ? 'correctable' : 'bad');
    this.#findings.add(badPageFinding({ pgno, check, pastOwned }, this.#layout));
  }
}

/** The trailer of a streaming backup has a header's checksum and none of the fields that a page has. */
function looksLikeTrailer({ words, first }: PageInWords, layout: PageLayout): boolean {
  const isBlank = [1, 2, 3, 6].every((word) => words[first + word] === 0);
  return isBlank && words[first] === xorOfWords(words, first, first + layout.pageWords);
}
