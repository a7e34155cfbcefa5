import { decodePageHeader, PageFlag, readPageNodes } from '@dsbackup/ese';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datatableBranchPage, datatableRootPage, firstRecordOf } from './datatable-branches.js';
import { type DatatableGeometry, datatableGeometry } from './datatable-geometry.js';
import { LeafMaker } from './leaf-maker.js';
import { datatableObjectId, datatableRoot } from './table-definitions.js';

const pageSizes = [4096, 8192, 16384, 32768];

/** A page of the table by its number, made as the writer makes it. */
function pageAt(geometry: DatatableGeometry, pages: number, pgno: number): Uint8Array {
  if (pgno === datatableRoot) return datatableRootPage(geometry, pages);
  const level = geometry.levels.findIndex(
    ({ firstPage, pages: count }) => pgno >= firstPage && pgno < firstPage + count,
  );
  const index = pgno - (geometry.levels[level]?.firstPage ?? 0);
  if (level > 0) return datatableBranchPage(geometry, level, index);
  const page = new Uint8Array(geometry.pageSize);
  new LeafMaker(geometry, 1).make(page, index);
  return page;
}

/** Follows the keys down to the leaf where a record must be, as a search does. */
function leafOf(geometry: DatatableGeometry, pages: number, record: number): number {
  let pgno = datatableRoot;
  for (;;) {
    const page = pageAt(geometry, pages, pgno);
    const { flags, objectId } = decodePageHeader(page);
    expect(objectId).toBe(datatableObjectId);
    if ((flags & PageFlag.Leaf) !== 0) return pgno;
    const key = Buffer.alloc(5, 0x7f);
    key.writeUInt32BE((record ^ 0x80000000) >>> 0, 1);
    const child = readPageNodes(page).nodes.find(
      (node) => node.key.length === 0 || Buffer.compare(node.key, key) > 0,
    );
    if (child === undefined) throw new Error(`page ${pgno} leads nowhere`);
    pgno = new DataView(child.data.buffer, child.data.byteOffset).getUint32(0, true);
  }
}

describe('the geometry of a datatable', () => {
  it('uses every page once, and leaves no more than a leaf with its branches needs', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pageSizes), fc.integer({ min: 16, max: 2 ** 22 }), (pageSize, pages) => {
        const { levels, unusedPages, fanOut } = datatableGeometry(pageSize, pages);
        let next = datatableRoot + 3;
        for (const [index, { firstPage, pages: count }] of levels.entries()) {
          expect(firstPage).toBe(next);
          const below = levels[index - 1]?.pages;
          if (below !== undefined) expect(count).toBe(Math.ceil(below / fanOut));
          next += count;
        }
        expect(levels.at(-1)?.pages).toBeLessThanOrEqual(fanOut);
        expect(next + unusedPages).toBe(datatableRoot + pages);
        // One more leaf may ask for a branch on each level, and for one more level.
        expect(unusedPages).toBeLessThanOrEqual(levels.length + 1);
      }),
    );
  });

  it('leads from the root to the leaf of every record, through one, two and three levels', () => {
    for (const pageSize of pageSizes) {
      for (const pages of [16, 3000, 300_000, 2_000_000]) {
        const geometry = datatableGeometry(pageSize, pages);
        const leaves = geometry.levels[0];
        for (const leaf of [0, 1, geometry.fanOut - 1, geometry.fanOut, leaves.pages - 1]) {
          if (leaf >= leaves.pages) continue;
          const record = firstRecordOf(geometry, leaf);
          expect(leafOf(geometry, pages, record)).toBe(leaves.firstPage + leaf);
          expect(leafOf(geometry, pages, record + geometry.recordsPerLeaf - 1)).toBe(leaves.firstPage + leaf);
        }
      }
    }
  });
});

describe('the leaves of a datatable', () => {
  it('hold their records in order, linked to their neighbours', () => {
    for (const pageSize of pageSizes) {
      const geometry = datatableGeometry(pageSize, 100);
      const leaves = geometry.levels[0];
      const numbers: number[] = [];
      for (let leaf = 0; leaf < leaves.pages; leaf++) {
        const page = pageAt(geometry, 100, leaves.firstPage + leaf);
        const { previousPage, nextPage } = decodePageHeader(page);
        expect(previousPage).toBe(leaf === 0 ? 0 : leaves.firstPage + leaf - 1);
        expect(nextPage).toBe(leaf === leaves.pages - 1 ? 0 : leaves.firstPage + leaf + 1);
        for (const { key, data } of readPageNodes(page).nodes) {
          numbers.push((Buffer.from(key).readUInt32BE(1) ^ 0x80000000) >>> 0);
          expect(Buffer.from(data).readUInt32LE(4)).toBe(numbers.at(-1));
        }
      }
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
  });

  it('differ from one another in at least a third of their bytes', () => {
    const geometry = datatableGeometry(8192, 100);
    const [one, other] = [10, 11].map((leaf) => pageAt(geometry, 100, geometry.levels[0].firstPage + leaf));
    const different = one?.filter((byte, index) => byte !== other?.[index]).length ?? 0;
    expect(different).toBeGreaterThan(8192 / 3);
  });
});
