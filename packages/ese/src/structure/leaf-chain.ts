import type { PageHeader } from '../format/page-header.js';

/** Checks that the leaves of a tree, in the order of their keys, name each other as neighbours. */
export class LeafChain {
  readonly #say: (message: string, pgno: number) => void;
  #last: { readonly pgno: number; readonly nextPage: number } | undefined;
  /** Leaves are missing before the next one, so its link back says nothing. */
  #afterHole = false;

  constructor(say: (message: string, pgno: number) => void) {
    this.#say = say;
  }

  next(pgno: number, { previousPage, nextPage }: PageHeader): void {
    const last = this.#last;
    if (!this.#afterHole) {
      const before = last?.pgno ?? 0;
      if (previousPage !== before)
        this.#say(`its link back leads to page ${previousPage}, but the tree to ${before}`, pgno);
      if (last !== undefined && last.nextPage !== pgno)
        this.#say(`its link on leads to page ${last.nextPage}, but the tree to ${pgno}`, last.pgno);
    }
    this.#last = { pgno, nextPage };
    this.#afterHole = false;
  }

  hole(): void {
    this.#afterHole = true;
  }

  end(): void {
    const last = this.#last;
    if (last === undefined || this.#afterHole || last.nextPage === 0) return;
    this.#say(`its link on leads to page ${last.nextPage}, but it is the last`, last.pgno);
  }
}
