import {
  type DatabaseHeader,
  encodeDatabaseHeader,
  encodePageHeader,
  PageFlag,
  type PageNode,
  sealPage,
  writePageNodes,
} from '../src/index.js';
import { catalogNode } from './made-catalog-row.js';
import { child, extent } from './made-database.js';

/** A page of a made database, to be changed before the database is sealed. */
export interface StructuredPage {
  objectId: number;
  flags: number;
  previousPage: number;
  nextPage: number;
  external: Uint8Array;
  nodes: PageNode[];
}

/** The last page that the made database owns; 36 to 40 are free. */
export const LAST_PAGE = 40;

const { Root, Leaf, ParentOfLeaf, SpaceTree, Index, LongValue, NonUniqueKeys } = PageFlag;
const EMPTY = new Uint8Array(0);

/** What each tree of the made database is, by its root. */
const TABLES = [
  ['hiddentable', 33],
  ['link_table', 34],
  ['sd_table', 35],
] as const;

/**
 * A whole small database: page 1 with its extents; the catalog (4) with an index (7); a datatable (24) of three leaves, with an index (31) and
 * long values (32); three tables without records.
 */
export function makeStructure(): Record<number, StructuredPage> {
  const pages: Record<number, StructuredPage> = {
    1: page({ objectId: 1, flags: Root | Leaf, external: spaceHeader(LAST_PAGE, 0, 2) }),
    ...extentPages({ objectId: 1, first: 2, owned: [extent(LAST_PAGE, LAST_PAGE)], free: [extent(40, 5)] }),
    4: page({ objectId: 2, flags: Root | Leaf, external: spaceHeader(20, 1, 5), nodes: catalogNodes() }),
    ...extentPages({ objectId: 2, first: 5, owned: [extent(23, 20)], free: [extent(23, 16)] }),
    7: page({ objectId: 4, flags: Root | Leaf | Index, external: spaceHeader(1, 4) }),
    24: page({
      objectId: 8,
      flags: Root | ParentOfLeaf,
      external: spaceHeader(9, 1, 25),
      nodes: [branch(11, 27), branch(21, 28), { ...branch(0, 29), key: EMPTY }],
    }),
    ...extentPages({
      objectId: 8,
      first: 25,
      owned: [extent(28, 5), extent(32, 4)],
      free: [extent(30, 1)],
    }),
    27: page({ objectId: 8, flags: Leaf, nextPage: 28, nodes: records(1, 10) }),
    28: page({ objectId: 8, flags: Leaf, previousPage: 27, nextPage: 29, nodes: records(11, 20) }),
    29: page({ objectId: 8, flags: Leaf, previousPage: 28, nodes: records(21, 30) }),
    31: page({
      objectId: 9,
      flags: Root | Leaf | Index | NonUniqueKeys,
      external: spaceHeader(1, 24),
      nodes: [extent(5, 1), extent(5, 2), extent(6, 1)],
    }),
    32: page({ objectId: 10, flags: Root | Leaf | LongValue, external: spaceHeader(1, 24) }),
  };
  for (const [index, [, root]] of TABLES.entries()) {
    pages[root] = page({ objectId: 11 + index, flags: Root | Leaf, external: spaceHeader(1, 1) });
  }
  return pages;
}

/** The page of a structure; a test that names one which is not there is wrong. */
export function pageOf(pages: Record<number, StructuredPage>, pgno: number): StructuredPage {
  const found = pages[pgno];
  if (found === undefined) throw new Error(`The structure has no page ${pgno}`);
  return found;
}

/** The file with these pages, sealed; the others are zero. */
export function sealStructure(
  pages: Record<number, StructuredPage>,
  options: { readonly pageSize?: number; readonly header?: Partial<DatabaseHeader> } = {},
): Buffer {
  const { pageSize = 4096, header = {} } = options;
  const headerPage = encodeDatabaseHeader({ state: 3, dbtime: 100n, ...header }, pageSize);
  const file = Buffer.alloc((LAST_PAGE + 2) * pageSize);
  file.set(headerPage);
  file.set(headerPage, pageSize);
  for (const [number, { external, nodes, flags, ...fields }] of Object.entries(pages)) {
    const pgno = Number(number);
    const bytes = file.subarray((pgno + 1) * pageSize, (pgno + 2) * pageSize);
    const always = PageFlag.NewChecksumFormat | PageFlag.NewRecordFormat;
    encodePageHeader({ dbtime: 50n, ...fields, flags: flags | always }, bytes);
    writePageNodes(bytes, { external, nodes });
    sealPage(bytes, pgno);
  }
  return file;
}

/** A page with what is given; the rest is empty. */
export function page(given: Partial<StructuredPage>): StructuredPage {
  return { objectId: 0, flags: 0, previousPage: 0, nextPage: 0, external: EMPTY, nodes: [], ...given };
}

/** The external header of a root: with a page for its extents, or with bits for the free pages after it. */
export function spaceHeader(pages: number, parent: number, extents = 0): Uint8Array {
  const bytes = Buffer.alloc(16);
  for (const [index, value] of [pages, parent, extents === 0 ? 0 : 1, extents].entries()) {
    bytes.writeUInt32LE(value, 4 * index);
  }
  return bytes;
}

/** A node of a branch: all keys below `pgno` are less than `key`. */
export function branch(key: number, pgno: number): PageNode {
  return { ...child(pgno), key: extent(key, 1).key };
}

/** Nodes with the keys `first` to `last`. */
export function records(first: number, last: number): PageNode[] {
  return Array.from({ length: last - first + 1 }, (_, index) => extent(first + index, 77));
}

/** The pages of owned and of free extents, `first` and the one after it. */
function extentPages(made: {
  readonly objectId: number;
  readonly first: number;
  readonly owned: PageNode[];
  readonly free: PageNode[];
}): Record<number, StructuredPage> {
  const { objectId, first, owned, free } = made;
  const flags = Root | Leaf | SpaceTree;
  const external = new Uint8Array(16);
  return {
    [first]: page({ objectId, flags, external, nodes: owned }),
    [first + 1]: page({ objectId, flags, external, nodes: free }),
  };
}

function catalogNodes(): PageNode[] {
  const system = 0x80000000;
  return [
    catalogNode({ table: 2, type: 1, id: 2, rootPage: 4, flags: system, name: 'MSysObjects' }),
    catalogNode({ table: 2, type: 2, id: 1, rootPage: 4, flags: 0, name: 'ObjidTable' }),
    catalogNode({ table: 2, type: 3, id: 2, rootPage: 4, flags: 0, name: 'Id' }),
    catalogNode({ table: 2, type: 3, id: 4, rootPage: 7, flags: 0, name: 'Name' }),
    catalogNode({ table: 8, type: 1, id: 8, rootPage: 24, flags: 0, name: 'datatable' }),
    catalogNode({ table: 8, type: 3, id: 8, rootPage: 24, flags: 0, name: 'DNT_index' }),
    catalogNode({ table: 8, type: 3, id: 9, rootPage: 31, flags: 0, name: 'PDNT_index' }),
    catalogNode({ table: 8, type: 4, id: 10, rootPage: 32, flags: 0, name: 'LV' }),
    ...TABLES.map(([name, rootPage], index) =>
      catalogNode({ table: 11 + index, type: 1, id: 11 + index, rootPage, flags: 0, name }),
    ),
  ];
}
