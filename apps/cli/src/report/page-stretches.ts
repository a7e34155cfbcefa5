import type { PageMap, PageState } from '@dsbackup/ese';

/** Neighbouring cells of a map that all have pages of one state. */
export interface PageStretch {
  readonly first: number;
  readonly last: number;
  /** Pages of that state between them. */
  readonly count: number;
}

/** Where pages of a state lie, as exactly as a map's cells tell. */
export function pageStretches({ cells, pagesPerCell }: PageMap, state: PageState): PageStretch[] {
  const stretches: PageStretch[] = [];
  for (const [index, cell] of cells.entries()) {
    if (cell[state] === 0) continue;
    const first = index * pagesPerCell + 1;
    const size = Object.values(cell).reduce((sum, count) => sum + count, 0);
    const last = first + size - 1;
    const before = stretches.at(-1);
    if (before?.last === first - 1) {
      stretches[stretches.length - 1] = { first: before.first, last, count: before.count + cell[state] };
    } else {
      stretches.push({ first, last, count: cell[state] });
    }
  }
  return stretches;
}
