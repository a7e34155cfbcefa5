import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPageScanner, type PageMap, type PageState } from '../src/index.js';
import { makeDatabase } from './made-database.js';

const numRuns = process.env.DSBACKUP_FULL === '1' ? 2_000 : 60;
const PAGE = 2048;
const PAGES = 40;

interface Spoilt {
  readonly zero?: readonly number[];
  readonly bad?: readonly number[];
  readonly correctable?: readonly number[];
}

function database({ zero = [], bad = [], correctable = [] }: Spoilt): Buffer {
  const bytes = makeDatabase({ pageSize: PAGE, pages: PAGES });
  const place = (pgno: number) => (pgno + 1) * PAGE;
  for (const pgno of zero) bytes.fill(0, place(pgno), place(pgno + 1));
  for (const pgno of bad) bytes.writeUInt32LE(0xdead_beef, place(pgno) + 300);
  for (const pgno of correctable) bytes.writeUInt8(bytes.readUInt8(place(pgno) + 300) ^ 1, place(pgno) + 300);
  return bytes;
}

function mapOf(bytes: Uint8Array, options: { mapCells?: number; lastOwnedPage?: number }): PageMap {
  const scanner = createPageScanner({ pageSize: PAGE, mapCells: 64, ...options });
  scanner.push(bytes);
  return scanner.finish().map ?? { pagesPerCell: 0, cells: [] };
}

/** The one state of each cell of a map with a cell for each page. */
function statesOf(map: PageMap): PageState[] {
  expect(map.pagesPerCell).toBe(1);
  return map.cells.map((cell) => {
    const [state, ...others] = (Object.keys(cell) as PageState[]).filter((key) => cell[key] === 1);
    expect(others).toEqual([]);
    return state ?? 'missing';
  });
}

describe('a map of pages', () => {
  it('has a cell for each page where there is room, with its state', () => {
    const states = statesOf(
      mapOf(database({ zero: [9], bad: [5, 39], correctable: [7] }), { lastOwnedPage: 38 }),
    );
    expect(states).toHaveLength(PAGES);
    const others = Object.fromEntries(
      states.map((state, index) => [index + 1, state] as const).filter(([, state]) => state !== 'good'),
    );
    expect(others).toEqual({ 5: 'bad', 7: 'correctable', 9: 'zero', 39: 'past-owned', 40: 'past-owned' });
  });

  it('shows what a truncated file lacks', () => {
    const states = statesOf(mapOf(database({}).subarray(0, 32 * PAGE), { lastOwnedPage: 40 }));
    expect(states).toEqual([
      ...new Array<PageState>(30).fill('good'),
      ...new Array<PageState>(10).fill('missing'),
    ]);
  });

  it('joins cells so that they never become too many, and loses no page', () => {
    const damaged = fc.uniqueArray(fc.integer({ min: 3, max: PAGES }), { maxLength: 6 });
    fc.assert(
      fc.property(damaged, fc.integer({ min: 1, max: 40 }), (bad, half) => {
        const { cells, pagesPerCell } = mapOf(database({ bad }), { mapCells: 2 * half });
        expect(cells.length).toBeLessThanOrEqual(2 * half);
        expect(cells.length).toBe(Math.ceil(PAGES / pagesPerCell));
        for (const [index, cell] of cells.entries()) {
          const first = index * pagesPerCell + 1;
          const here = bad.filter((pgno) => pgno >= first && pgno < first + pagesPerCell).length;
          expect(cell).toMatchObject({ bad: here, zero: 0 });
          expect(cell.good + cell.bad).toBe(Math.min(pagesPerCell, PAGES + 1 - first));
        }
      }),
      { numRuns },
    );
  });

  it('stays small and quick however many pages a header claims', () => {
    const { cells, pagesPerCell } = mapOf(database({}), { mapCells: 1024, lastOwnedPage: 0xffff_ffff });
    expect(cells).toHaveLength(1024);
    expect(pagesPerCell).toBe(2 ** 22);
    expect(cells.reduce((sum, cell) => sum + cell.missing, 0)).toBe(0xffff_ffff - PAGES);
  });

  it('is not there unless it was asked for', () => {
    const scanner = createPageScanner({ pageSize: PAGE });
    scanner.push(database({}));
    expect(scanner.finish()).not.toHaveProperty('map');
  });

  it.each([0, 1, 3, -2, 2.5, Number.NaN])('refuses %s cells', (mapCells) => {
    expect(() => createPageScanner({ pageSize: PAGE, mapCells })).toThrow(
      expect.objectContaining({ code: 'BAD_ARGUMENT' }),
    );
  });
});
