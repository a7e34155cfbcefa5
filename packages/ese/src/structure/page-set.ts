import { bitCount } from '../checksum/bit-count.js';

/** Pages of one block: enough that a whole one is a few kilobytes. */
const BLOCK_PAGES = 1 << 16;
const BLOCK_WORDS = BLOCK_PAGES / 32;
/** Stands for every block of which all pages are in the set; never written to. */
const FULL = new Int32Array(BLOCK_WORDS).fill(-1);

/**
 * A set of page numbers, a bit for each. Blocks are made when first needed, and a block with all its pages is shared, so that
 * an extent costs what it spans in blocks and nothing in memory: a damaged or hostile one may claim any number of pages.
 */
export class PageSet {
  readonly #blocks = new Map<number, Int32Array>();
  #size = 0;

  /** How many pages are in it. */
  get size(): number {
    return this.#size;
  }

  has(pgno: number): boolean {
    return this.#count(pgno, pgno) === 1;
  }

  /** Adds a page, and says whether it is new. */
  add(pgno: number): boolean {
    return this.addRange(pgno, pgno);
  }

  /** Adds the pages `first` to `last`, and says whether all of them are new. */
  addRange(first: number, last: number): boolean {
    let added = 0;
    for (const piece of piecesOf(first, last)) added += this.#addPiece(piece);
    this.#size += added;
    return added === last - first + 1;
  }

  hasAll(first: number, last: number): boolean {
    return this.#count(first, last) === last - first + 1;
  }

  hasAny(first: number, last: number): boolean {
    return this.#count(first, last) > 0;
  }

  #count(first: number, last: number): number {
    let count = 0;
    for (const piece of piecesOf(first, last)) {
      const block = this.#blocks.get(piece.block);
      if (block === undefined) continue;
      if (block === FULL) count += piece.last - piece.first + 1;
      else
        forEachWord(piece, (word, mask) => {
          count += bitCount((block[word] ?? 0) & mask);
        });
    }
    return count;
  }

  #addPiece(piece: Piece): number {
    const old = this.#blocks.get(piece.block);
    if (old === FULL) return 0;
    if (old === undefined && piece.last - piece.first + 1 === BLOCK_PAGES) {
      this.#blocks.set(piece.block, FULL);
      return BLOCK_PAGES;
    }
    const block = old ?? new Int32Array(BLOCK_WORDS);
    if (old === undefined) this.#blocks.set(piece.block, block);
    let added = 0;
    forEachWord(piece, (word, mask) => {
      const before = block[word] ?? 0;
      added += bitCount(mask & ~before);
      block[word] = before | mask;
    });
    return added;
  }
}

/** The part of a range that lies in one block, counted from the block's first page. */
interface Piece {
  readonly block: number;
  readonly first: number;
  readonly last: number;
}

function* piecesOf(first: number, last: number): Generator<Piece> {
  for (let start = first; start <= last; ) {
    const block = Math.floor(start / BLOCK_PAGES);
    const end = Math.min(last, (block + 1) * BLOCK_PAGES - 1);
    yield { block, first: start - block * BLOCK_PAGES, last: end - block * BLOCK_PAGES };
    start = end + 1;
  }
}

function forEachWord({ first, last }: Piece, use: (word: number, mask: number) => void): void {
  for (let word = first >>> 5; word <= last >>> 5; word++) {
    const from = Math.max(0, first - word * 32);
    const to = Math.min(31, last - word * 32);
    use(word, (-1 << from) & (-1 >>> (31 - to)));
  }
}
