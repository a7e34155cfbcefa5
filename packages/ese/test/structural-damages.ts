import { PageFlag, type WalkFindingCode } from '../src/index.js';
import { catalogNode } from './made-catalog-row.js';
import { extent } from './made-database.js';
import { branch, pageOf, type StructuredPage, spaceHeader } from './made-structure.js';

type Pages = Record<number, StructuredPage>;

/** One thing wrong with a database of which every page is whole, and what a walk must say of it, and of nothing else. */
export interface StructuralDamage {
  readonly what: string;
  readonly change: (pages: Pages) => unknown;
  readonly code: WalkFindingCode;
  readonly jet: number;
}

const { Root, Leaf, SpaceTree, Index } = PageFlag;

function set(pages: Pages, pgno: number, fields: Partial<StructuredPage>): void {
  Object.assign(pageOf(pages, pgno), fields);
}

function put(pages: Pages, pgno: number, index: number, node: StructuredPage['nodes'][number]): void {
  pageOf(pages, pgno).nodes.splice(index, 1, node);
}

/** The index moves to page 28 and owns page 29 too, on which the table still has a leaf. */
function giveLeafAway(pages: Pages): void {
  const leaf = pageOf(pages, 28);
  pages[28] = pageOf(pages, 31);
  pages[31] = leaf;
  set(pages, 28, { external: spaceHeader(2, 24) });
  set(pages, 27, { nextPage: 31 });
  set(pages, 29, { previousPage: 31 });
  put(pages, 24, 1, branch(21, 31));
  put(pages, 4, 6, catalogNode({ table: 8, type: 3, id: 9, rootPage: 28, flags: 0, name: 'PDNT_index' }));
}

const column = { table: 13, type: 2, id: 1, rootPage: 4, flags: 0, name: 'x' };
const noRow = { flags: 0, key: new Uint8Array(30).fill(255), data: new Uint8Array(7) };

function damage(
  code: WalkFindingCode,
  jet: number,
  cases: Record<string, StructuralDamage['change']>,
): StructuralDamage[] {
  return Object.entries(cases).map(([what, change]) => ({ what, change, code, jet }));
}

export const STRUCTURAL_DAMAGES: readonly StructuralDamage[] = [
  ...damage('PAGE_NOT_INITIALIZED', -1019, {
    'a leaf that was never written': (p) => Reflect.deleteProperty(p, 28),
    'a root that was never written': (p) => Reflect.deleteProperty(p, 33),
  }),
  ...damage('WRONG_OBJECT', -338, { 'a page of another object': (p) => set(p, 28, { objectId: 9 }) }),
  ...damage('BAD_PAGE_LINK', -327, {
    'a link back to the wrong page': (p) => set(p, 28, { previousPage: 29 }),
    'a link back from the first page': (p) => set(p, 27, { previousPage: 29 }),
    'a link on to the wrong page': (p) => set(p, 27, { nextPage: 29 }),
    'a link on from the last page': (p) => set(p, 29, { nextPage: 27 }),
    'a link on from a lone root': (p) => set(p, 33, { nextPage: 34 }),
  }),
  ...damage('PAGE_REACHED_TWICE', -338, {
    'a child at two places': (p) => put(p, 24, 1, branch(21, 27)),
    'a tree that bites its tail': (p) => put(p, 24, 1, branch(21, 24)),
    'a child that belongs to another tree': (p) => put(p, 24, 1, branch(21, 2)),
  }),
  ...damage('PAGE_OUT_OF_RANGE', -338, {
    'a child past the end': (p) => put(p, 24, 1, branch(21, 41)),
    'a child far past the end': (p) => put(p, 24, 1, branch(21, 0xffffffff)),
    'a child 0': (p) => put(p, 24, 1, branch(21, 0)),
  }),
  ...damage('KEYS_OUT_OF_ORDER', -1206, {
    'keys in the wrong order': (p) => pageOf(p, 28).nodes.splice(3, 2, extent(15, 1), extent(14, 1)),
    'a key twice': (p) => put(p, 28, 1, extent(11, 1)),
    'a key of the page before': (p) => put(p, 28, 0, extent(10, 1)),
    'a key of the page after': (p) => pageOf(p, 28).nodes.push(extent(21, 1)),
    'the same entry twice in an index': (p) => put(p, 31, 1, extent(5, 1)),
    'entries of a key in the wrong order': (p) =>
      pageOf(p, 31).nodes.splice(0, 2, extent(5, 2), extent(5, 1)),
  }),
  ...damage('PAGE_LAYOUT', -1206, {
    'a branch without children': (p) => set(p, 24, { nodes: [] }),
    'a branch that leads to no page': (p) => put(p, 24, 0, { ...branch(11, 27), data: new Uint8Array(3) }),
  }),
  ...damage('WRONG_PAGE_KIND', -1206, {
    'a second root': (p) => set(p, 28, { flags: Root | Leaf }),
    'a root that is none': (p) => set(p, 33, { flags: Leaf }),
    'a branch among the leaves': (p) => set(p, 28, { flags: 0 }),
    'a leaf that says it is of an index': (p) => set(p, 28, { flags: Leaf | Index }),
    'a leaf that says it holds extents': (p) => set(p, 28, { flags: Leaf | SpaceTree }),
    'extents that say they are none': (p) => set(p, 25, { flags: Root | Leaf }),
  }),
  ...damage('PAGE_IN_USE_IS_FREE', -1206, {
    'a leaf in use that is free': (p) => put(p, 26, 0, extent(29, 1)),
    'extents on a page that is free': (p) => put(p, 26, 0, extent(26, 1)),
  }),
  ...damage('PAGE_NOT_OWNED', -1206, {
    'a leaf that the tree does not own': (p) =>
      pageOf(p, 25).nodes.splice(0, 2, extent(28, 5), extent(32, 3)),
  }),
  ...damage('EXTENT_CONFLICT', -1206, {
    'pages owned twice by one tree': (p) => put(p, 25, 1, extent(32, 5)),
    'pages owned by two tables': (p) => set(p, 33, { external: spaceHeader(2, 1) }),
    'pages of a table that are free in the database': (p) => put(p, 3, 0, extent(40, 6)),
    'an index on a page that its table does not own': (p) => put(p, 25, 1, extent(31, 3)),
    'a leaf of a table on a page of its index': giveLeafAway,
    'a free page that is not owned': (p) => put(p, 26, 0, extent(33, 1)),
    'a page that is free twice': (p) => pageOf(p, 3).nodes.splice(0, 1, extent(39, 4), extent(40, 2)),
  }),
  ...damage('EXTENT_INVALID', -1206, {
    'a free extent past the end': (p) => pageOf(p, 3).nodes.push(extent(60, 2)),
    'a node that is no extent': (p) => put(p, 6, 0, { ...extent(60, 2), key: new Uint8Array(9) }),
    'an extent of no pages': (p) => set(p, 33, { external: spaceHeader(0, 1) }),
  }),
  ...damage('SPACE_HEADER_BAD', -1206, {
    'a root that does not tell of its space': (p) => set(p, 33, { external: new Uint8Array(3) }),
    'a root with a byte for fields that it does not have': (p) =>
      set(p, 33, { external: new Uint8Array(25) }),
    'a root whose pages are from elsewhere': (p) => set(p, 33, { external: spaceHeader(1, 4) }),
  }),
  ...damage('CATALOG_ROW_INVALID', -1206, {
    'a row of the catalog that can not be read': (p) => pageOf(p, 4).nodes.push(noRow),
    'a row of an unknown type': (p) => pageOf(p, 4).nodes.push(catalogNode({ ...column, type: 9 })),
    'a row of a table that is not there': (p) =>
      pageOf(p, 4).nodes.push(catalogNode({ ...column, table: 99 })),
    'a table with two numbers': (p) =>
      pageOf(p, 4).nodes.push(catalogNode({ ...column, table: 99, type: 1 })),
  }),
];
