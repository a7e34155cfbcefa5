import { PageFlag, type PageNode } from '@dsbackup/ese';
import { branchNode } from './branch-node.js';
import { makePage, roomIn } from './page-maker.js';

/** A page with its number. */
export interface NumberedPage {
  readonly pgno: number;
  readonly bytes: Uint8Array;
}

/** Where a tree lies and what its root carries. */
export interface TreePlace {
  readonly pageSize: number;
  readonly objectId: number;
  readonly rootPage: number;
  /** The first of the pages for leaves, if the root cannot hold all nodes. */
  readonly firstLeaf: number;
  readonly rootHeader: Uint8Array;
}

/** A tree of one or two levels, of nodes in the order of their keys: enough for a catalog. */
export function smallTree(place: TreePlace, nodes: readonly PageNode[]): readonly NumberedPage[] {
  const { pageSize, objectId, rootPage, rootHeader } = place;
  const root = (flags: number, rootNodes: readonly PageNode[]) => ({
    pgno: rootPage,
    bytes: makePage(
      pageSize,
      { pgno: rootPage, objectId, flags: PageFlag.Root | flags },
      { external: rootHeader, nodes: rootNodes },
    ),
  });
  const leaves = intoPages(nodes, roomIn(pageSize, 0));
  const [only] = intoPages(nodes, roomIn(pageSize, rootHeader.length));
  if (only === undefined || only.length === nodes.length) return [root(PageFlag.Leaf, nodes)];
  const branches = leaves.map((_, index) => branchNode(leaves[index + 1]?.[0]?.key, place.firstLeaf + index));
  return [
    root(PageFlag.ParentOfLeaf, branches),
    ...leaves.map((leaf, index) => leafPage(place, leaf, [index, leaves.length])),
  ];
}

function leafPage(
  { pageSize, objectId, firstLeaf }: TreePlace,
  nodes: readonly PageNode[],
  [index, count]: readonly [number, number],
): NumberedPage {
  const pgno = firstLeaf + index;
  const kind = {
    pgno,
    objectId,
    flags: PageFlag.Leaf,
    previousPage: index === 0 ? 0 : pgno - 1,
    nextPage: index === count - 1 ? 0 : pgno + 1,
  };
  return { pgno, bytes: makePage(pageSize, kind, { external: new Uint8Array(0), nodes }) };
}

/** The nodes in groups that fit a page each. */
function intoPages(nodes: readonly PageNode[], room: number): PageNode[][] {
  const groups: PageNode[][] = [[]];
  let used = 0;
  for (const node of nodes) {
    const size = 4 + 2 + node.key.length + node.data.length;
    if (used + size > room) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)?.push(node);
    used += size;
  }
  return groups;
}
