import { EseError } from '../ese-error.js';

/** What a map tells pages apart by. `missing`: owned by the database, but the file ends before it. */
export type PageState = 'good' | 'zero' | 'bad' | 'correctable' | 'past-owned' | 'missing';

/** How many pages of each state lie in one stretch of the file. */
export type PageMapCell = Readonly<Record<PageState, number>>;

/** A database from its first page to its last, in a bounded number of cells. */
export interface PageMap {
  /** Pages in every cell but the last: a power of two. Cell `i` begins at page `i * pagesPerCell + 1`. */
  readonly pagesPerCell: number;
  readonly cells: readonly PageMapCell[];
}

const STATES = ['good', 'zero', 'bad', 'correctable', 'past-owned', 'missing'] as const;

/**
 * Draws a map while pages go by in order. Nobody needs to know how many will come: when all cells are full, neighbours
 * are joined, so that a map of more pages than cells has between half of the cells and all of them.
 */
export class PageMapper {
  readonly #most: number;
  readonly #counts: Float64Array;
  #pagesPerCell = 1;
  #pages = 0;

  /** Throws EseError `BAD_ARGUMENT` for a number of cells that is odd or less than 2. */
  constructor(mostCells: number) {
    if (!Number.isSafeInteger(mostCells / 2) || mostCells < 2) {
      const message = `A map of pages has an even number of cells, not ${mostCells}`;
      throw new EseError(message, { code: 'BAD_ARGUMENT' });
    }
    this.#most = mostCells;
    this.#counts = new Float64Array(mostCells * STATES.length);
  }

  /** The next `count` pages are all of one state. */
  add(state: PageState, count = 1): void {
    let left = count;
    while (left > 0) {
      if (this.#pages === this.#most * this.#pagesPerCell) this.#join();
      const cell = Math.floor(this.#pages / this.#pagesPerCell);
      const taken = Math.min(left, (cell + 1) * this.#pagesPerCell - this.#pages);
      const at = cell * STATES.length + STATES.indexOf(state);
      this.#counts[at] = (this.#counts[at] ?? 0) + taken;
      this.#pages += taken;
      left -= taken;
    }
  }

  map(): PageMap {
    const cells = Array.from({ length: Math.ceil(this.#pages / this.#pagesPerCell) }, (_, cell) => {
      const [good = 0, zero = 0, bad = 0, correctable = 0, past = 0, missing = 0] = this.#counts.subarray(
        cell * STATES.length,
      );
      return { good, zero, bad, correctable, 'past-owned': past, missing };
    });
    return { pagesPerCell: this.#pagesPerCell, cells };
  }

  #join(): void {
    const width = STATES.length;
    for (let cell = 0; cell < this.#most; cell += 2) {
      for (let state = 0; state < width; state++) {
        const first = cell * width + state;
        this.#counts[(cell / 2) * width + state] =
          (this.#counts[first] ?? 0) + (this.#counts[first + width] ?? 0);
      }
    }
    this.#counts.fill(0, (this.#most / 2) * width);
    this.#pagesPerCell *= 2;
  }
}
