import { roomIn } from './page-maker.js';
import { datatableRoot } from './table-definitions.js';

/** The key of a record: 5 bytes. A branch node has it, its length (2), the child's number (4) and a tag (4). */
const branchNodeSize = 5 + 2 + 4 + 4;
const bytesPerRecord = 1024;
const spaceHeaderSize = 16;
/** The root and its two trees of extents. */
const pagesBeforeLeaves = 3;

/** One level of pages: the leaves are level 0, the root is the last. */
export interface Level {
  readonly firstPage: number;
  readonly pages: number;
}

/** Where the pages of a datatable lie: leaves in order of their keys, then each level of branches above them. */
export interface DatatableGeometry {
  readonly pageSize: number;
  readonly recordsPerLeaf: number;
  /** The most children of a branch page. */
  readonly fanOut: number;
  /** Without the root. */
  readonly levels: readonly [Level, ...Level[]];
  /** Pages of the table that no level uses, at its end. */
  readonly unusedPages: number;
}

/** Fills a number of pages with as many leaves as have room for their branches too. */
export function datatableGeometry(pageSize: number, pages: number): DatatableGeometry {
  const fanOut = Math.floor(roomIn(pageSize, spaceHeaderSize) / branchNodeSize);
  const room = pages - pagesBeforeLeaves;
  const excess = (leaves: number) => sum(levelSizes(leaves, fanOut)) - room;
  let leaves = room;
  while (excess(leaves) > 0) leaves -= excess(leaves);
  while (excess(leaves + 1) <= 0) leaves += 1;
  const sizes = levelSizes(leaves, fanOut);
  const [first = 0, ...upper] = sizes;
  let firstPage = datatableRoot + pagesBeforeLeaves;
  const place = (size: number): Level => {
    const level = { firstPage, pages: size };
    firstPage += size;
    return level;
  };
  return {
    pageSize,
    recordsPerLeaf: pageSize / bytesPerRecord,
    fanOut,
    levels: [place(first), ...upper.map(place)],
    unusedPages: room - sum(sizes),
  };
}

/** The sizes of all levels below the root. */
function levelSizes(leaves: number, fanOut: number): number[] {
  const sizes = [leaves];
  for (let size = leaves; size > fanOut; ) {
    size = Math.ceil(size / fanOut);
    sizes.push(size);
  }
  return sizes;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
