import { PageFlag, type PageNode } from '@dsbackup/ese';
import { makePage } from './page-maker.js';

const spaceHeaderSize = 16;
const splitBufferSize = 16;
const multipleExtents = 1;

/** A run of pages, by its last one. */
export interface Extent {
  readonly last: number;
  readonly count: number;
}

/** The external header of a tree's root: its space. With trees of extents, those are the next two pages. */
export function spaceHeader(fields: {
  pages: number;
  parent: number;
  extentTree: number | undefined;
}): Uint8Array {
  const header = Buffer.alloc(spaceHeaderSize);
  header.writeUInt32LE(fields.pages, 0);
  header.writeUInt32LE(fields.parent, 4);
  header.writeUInt32LE(fields.extentTree === undefined ? 0 : multipleExtents, 8);
  header.writeUInt32LE(fields.extentTree ?? 0, 12);
  return Uint8Array.from(header);
}

/** The page of a tree of owned or available extents; all of them fit one page. */
export function extentPage(
  pageSize: number,
  page: { readonly pgno: number; readonly objectId: number },
  extents: readonly Extent[],
): Uint8Array {
  const flags = PageFlag.Root | PageFlag.Leaf | PageFlag.SpaceTree;
  const nodes = extents.filter(({ count }) => count > 0).map(extentNode);
  return makePage(pageSize, { ...page, flags }, { external: new Uint8Array(splitBufferSize), nodes });
}

/** The key is the last page, highest byte first; the data is the number of pages. */
function extentNode({ last, count }: Extent): PageNode {
  const key = Buffer.alloc(4);
  key.writeUInt32BE(last);
  const data = Buffer.alloc(4);
  data.writeUInt32LE(count);
  return { flags: 0, key, data };
}
