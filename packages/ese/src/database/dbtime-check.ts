import type { PageRun } from '../checksum/page-kernel.js';
import type { PageLayout } from '../checksum/page-layout.js';

/** Where a page keeps its dbtime, in words. */
const LOW_WORD = 2;
const HIGH_WORD = 3;
const WORD = 2 ** 32;

/** Counts the pages that were changed after the header was written, by the clock of the database itself. */
export class DbtimeCheck {
  /** A dbtime counts changes, so that it never gets near the numbers that a double can't hold. */
  readonly #newest: number;
  /** How many there are, and the first of them. */
  count = 0;
  firstPage: number | undefined;

  /** Left out, every page is old enough. */
  constructor(newest: bigint | undefined) {
    this.#newest = newest === undefined ? Number.POSITIVE_INFINITY : Number(newest);
  }

  /** Looks at the first `pages` of a run. */
  see({ words, first, pgno }: PageRun, pages: number, { pageWords }: PageLayout): void {
    for (let index = 0; index < pages; index++) {
      const page = first + index * pageWords;
      const low = (words[page + LOW_WORD] ?? 0) >>> 0;
      const high = (words[page + HIGH_WORD] ?? 0) >>> 0;
      if (high * WORD + low <= this.#newest) continue;
      this.count++;
      this.firstPage ??= pgno + index;
    }
  }
}
