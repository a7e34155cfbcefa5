import { PageFlag, type PageNode } from '@dsbackup/ese';
import { branchNode } from './branch-node.js';
import { longKey } from './catalog-row.js';
import type { DatatableGeometry, Level } from './datatable-geometry.js';
import { makePage } from './page-maker.js';
import { spaceHeader } from './space-tree.js';
import { datatableObjectId, datatableRoot } from './table-definitions.js';

/** The first number of a record that a leaf holds. Numbers begin with 1. */
export function firstRecordOf(geometry: DatatableGeometry, leaf: number): number {
  return leaf * geometry.recordsPerLeaf + 1;
}

/** The root of the datatable. */
export function datatableRootPage(geometry: DatatableGeometry, pages: number): Uint8Array {
  const top = geometry.levels.length - 1;
  const external = spaceHeader({ pages, parent: 1, extentTree: datatableRoot + 1 });
  const flags = PageFlag.Root | (top === 0 ? PageFlag.ParentOfLeaf : 0);
  const nodes = childNodes(geometry, top, [0, levelAt(geometry, top).pages]);
  return makePage(
    geometry.pageSize,
    { pgno: datatableRoot, objectId: datatableObjectId, flags },
    { external, nodes },
  );
}

/** A branch page: the `index`th of a level above the leaves. */
export function datatableBranchPage(geometry: DatatableGeometry, level: number, index: number): Uint8Array {
  const below = levelAt(geometry, level - 1);
  const from = index * geometry.fanOut;
  const nodes = childNodes(geometry, level - 1, [from, Math.min(from + geometry.fanOut, below.pages)]);
  const pgno = levelAt(geometry, level).firstPage + index;
  const flags = level === 1 ? PageFlag.ParentOfLeaf : 0;
  return makePage(
    geometry.pageSize,
    { pgno, objectId: datatableObjectId, flags },
    { external: new Uint8Array(0), nodes },
  );
}

/** The nodes that lead to the children `from` up to `to` of a level. */
function childNodes(
  geometry: DatatableGeometry,
  level: number,
  [from, to]: readonly [number, number],
): readonly PageNode[] {
  const { firstPage, pages } = levelAt(geometry, level);
  const leavesEach = geometry.fanOut ** level;
  const nodes: PageNode[] = [];
  for (let child = from; child < to; child++) {
    const isLast = child === pages - 1;
    const next = isLast ? undefined : longKey(firstRecordOf(geometry, (child + 1) * leavesEach));
    nodes.push(branchNode(next, firstPage + child));
  }
  return nodes;
}

function levelAt(geometry: DatatableGeometry, level: number): Level {
  return geometry.levels[level] ?? geometry.levels[0];
}
