import { type BadPage, checkPageInWords } from '../checksum/check-page.js';
import type { PageInWords } from '../checksum/page-checksum.js';
import { type PageKernel, startPageKernel } from '../checksum/page-kernel.js';
import { type PageLayout, pageLayout } from '../checksum/page-layout.js';
import { xorOfWords } from '../checksum/xor-checksum.js';
import type { BackupTrailer } from '../format/backup-trailer.js';
import type { DatabaseScan, PageScanner, PageScannerOptions } from './database-scan.js';
import { DbtimeCheck } from './dbtime-check.js';
import { FindingList } from './finding-list.js';
import { PageMapper } from './page-map.js';
import {
  badHeaderFinding,
  badPageFinding,
  newPagesFinding,
  oddTailFinding,
  type ScanFinding,
  trailerFinding,
  truncatedFinding,
} from './scan-finding.js';
import { trailerOf } from './trailer-page.js';

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
  readonly #dbtimes: DbtimeCheck;
  readonly #partial: Uint8Array;
  #partialSize = 0;
  /** Pages seen, the two of the header included. */
  #seen = 0;
  #counts = { good: 0, zero: 0, bad: 0, badPastOwned: 0, correctable: 0 };
  #headerGood = false;
  #shadowGood = false;
  /** A page that is bad, unless it turns out to be the file's last: then it is a trailer. */
  #maybeTrailer:
    | { readonly pgno: number; readonly check: BadPage; readonly content: BackupTrailer }
    | undefined;

  constructor({ pageSize, lastOwnedPage, newestDbtime, onFinding, mapCells, buffers }: PageScannerOptions) {
    this.#layout = pageLayout(pageSize);
    this.#kernel = startPageKernel(buffers);
    this.buffers = this.#kernel.buffers;
    this.#lastOwned = lastOwnedPage ?? Number.POSITIVE_INFINITY;
    this.#findings = new FindingList(onFinding);
    this.#dbtimes = new DbtimeCheck(newestDbtime);
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
    const { firstPage, count: newPages } = this.#dbtimes;
    if (firstPage !== undefined) this.#findings.add(newPagesFinding({ firstPage, newPages }, this.#layout));
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
      ...(trailer === undefined ? {} : { backupTrailer: trailer.content }),
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
    if (state === 'good') this.#dbtimes.see(run, owned, layout);
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
    const content = trailerOf(page, this.#layout);
    if (content !== undefined) this.#maybeTrailer = { pgno: page.pgno, check, content };
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
