import { checkPage } from '../checksum/check-page.js';
import type { PageSize } from '../checksum/page-layout.js';
import { EseError } from '../ese-error.js';
import type { EseFile } from '../file/ese-file.js';
import { decodeExtent, type Extent } from '../format/extent-node.js';
import { decodePageHeader, PageFlag } from '../format/page-header.js';
import { NodeFlag, type PageNode, readPageNodes } from '../format/page-nodes.js';
import { JetError } from '../jet-error.js';

/** What the database itself owns of its file. */
export interface OwnedExtents {
  /** The last page that belongs to the database; whatever the file holds after it is pre-extension. */
  readonly lastPage: number;
  readonly extentCount: number;
  /** Whether the extents cover 1 to `lastPage` without a gap or an overlap, as they do in every healthy database seen. */
  readonly contiguous: boolean;
}

/** The root of the tree of owned extents: always page 2. */
const ROOT_PAGE = 2;
/** Far more than any tree of extents: 400 pages of 8 KiB hold extents for a terabyte at the usual growth. */
const MAX_PAGES = 10_000;

/**
 * Walks the tree of owned extents, which begins at page 2. Reads only its pages, one at a time; a damaged tree ends the
 * walk, a tree that bites its own tail too.
 *
 * @throws EseError `PAGE_DAMAGED`, `TRUNCATED` when the tree leaves the file, `UNREADABLE`
 */
export async function readOwnedExtents(file: EseFile, pageSize: PageSize): Promise<OwnedExtents> {
  const seen = new Set<number>();
  const pending = [ROOT_PAGE];
  let lastPage = 0;
  let extentCount = 0;
  let contiguous = true;
  for (let pgno = pending.pop(); pgno !== undefined; pgno = pending.pop()) {
    if (seen.has(pgno) || seen.size >= MAX_PAGES) throw damaged(file, pgno, 'the tree does not end');
    seen.add(pgno);
    const page = await readTreePage(file, { pageSize, pgno });
    // The last child first onto the stack, so that the extents come in order.
    for (const child of page.children.reverse()) pending.push(child);
    for (const { first, last } of page.extents) {
      extentCount++;
      contiguous &&= first === lastPage + 1;
      lastPage = Math.max(lastPage, last);
    }
  }
  if (extentCount === 0) throw damaged(file, ROOT_PAGE, 'it has no extents');
  return { lastPage, extentCount, contiguous };
}

interface TreePage {
  readonly children: number[];
  readonly extents: readonly Extent[];
}

async function readTreePage(
  file: EseFile,
  { pageSize, pgno }: { pageSize: PageSize; pgno: number },
): Promise<TreePage> {
  const page = new Uint8Array(pageSize);
  if ((await file.read(page, (pgno + 1) * pageSize)) < pageSize) {
    const message = `${file.path} ends before page ${pgno}, which its tree of owned extents needs`;
    throw new EseError(message, { code: 'TRUNCATED', path: file.path });
  }
  const check = checkPage(page, pgno);
  if (check.state !== 'good')
    throw damaged(file, pgno, check.state === 'zero' ? 'it is empty' : 'its checksum is wrong');
  const { flags } = decodePageHeader(page);
  if ((flags & PageFlag.SpaceTree) === 0) throw damaged(file, pgno, 'it belongs to another tree');
  const nodes = readNodes(file, { page, pgno }).filter((node) => (node.flags & NodeFlag.Deleted) === 0);
  if ((flags & PageFlag.Leaf) === 0)
    return { children: nodes.map((node) => number32(node.data)), extents: [] };
  return { children: [], extents: nodes.map((node) => extentOf(file, node, pgno)) };
}

function readNodes(file: EseFile, { page, pgno }: { page: Uint8Array; pgno: number }): readonly PageNode[] {
  try {
    return readPageNodes(page).nodes;
  } catch (error) {
    throw damaged(file, pgno, error instanceof Error ? error.message : String(error));
  }
}

function extentOf(file: EseFile, node: PageNode, pgno: number): Extent {
  const extent = decodeExtent(node);
  if (extent === undefined) throw damaged(file, pgno, 'a node is no extent of pages');
  return extent;
}

function number32(data: Uint8Array): number {
  return data.byteLength === 4 ? new DataView(data.buffer, data.byteOffset, 4).getUint32(0, true) : 0;
}

function damaged({ path }: EseFile, pgno: number, why: string): EseError {
  return new EseError(`${path}: the owned extents can't be read at page ${pgno}: ${why}`, {
    code: 'PAGE_DAMAGED',
    path,
    jet: JetError.DatabaseCorrupted,
  });
}
