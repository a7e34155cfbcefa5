import { PageFlag } from '@dsbackup/ese';
import { catalogKey, encodeCatalogRow } from './catalog-row.js';
import { catalogRows } from './catalog-rows.js';
import type { TableDefinition } from './column-definition.js';
import type { DatabasePlan } from './database-plan.js';
import { datatableRootPage } from './datatable-branches.js';
import type { DatatableGeometry } from './datatable-geometry.js';
import { makePage } from './page-maker.js';
import { type NumberedPage, smallTree } from './small-tree.js';
import { extentPage, spaceHeader } from './space-tree.js';
import { datatable, datatableObjectId, datatableRoot, fixedTables } from './table-definitions.js';

const systemRoot = 1;
const systemObject = 1;

/** All pages before the leaves of the datatable: the root of all, the catalog and its shadow, the small tables. */
export function fixedPages(plan: DatabasePlan, geometry: DatatableGeometry): readonly NumberedPage[] {
  const tables = [...fixedTables, datatable(plan.datatablePages)];
  const catalog = fixedTables.filter(({ isSystem }) => isSystem);
  return [
    ...systemPages(plan),
    ...catalog.flatMap((table) => catalogPages(plan.pageSize, table, tables)),
    ...fixedTables.filter(({ isSystem }) => !isSystem).map((table) => emptyTablePage(plan.pageSize, table)),
    ...datatableHead(plan, geometry),
  ];
}

function systemPages({ pageSize, extents, lastPage }: DatabasePlan): NumberedPage[] {
  const external = spaceHeader({
    pages: extents[0]?.count ?? lastPage,
    parent: 0,
    extentTree: systemRoot + 1,
  });
  const kind = { pgno: systemRoot, objectId: systemObject, flags: PageFlag.Root | PageFlag.Leaf };
  return [
    { pgno: systemRoot, bytes: makePage(pageSize, kind, { external, nodes: [] }) },
    ...extentTrees({ pageSize, objectId: systemObject, root: systemRoot }, extents, []),
  ];
}

function catalogPages(
  pageSize: number,
  catalog: TableDefinition,
  tables: readonly TableDefinition[],
): NumberedPage[] {
  const { objectId, rootPage, pages } = catalog;
  const nodes = tables
    .flatMap(catalogRows)
    .map((row) => ({ flags: 0, key: catalogKey(row), data: encodeCatalogRow(row, pageSize > 8192) }));
  const rootHeader = spaceHeader({ pages, parent: systemRoot, extentTree: rootPage + 1 });
  const tree = smallTree({ pageSize, objectId, rootPage, firstLeaf: rootPage + 3, rootHeader }, nodes);
  const last = rootPage + pages - 1;
  // The root, its two trees of extents and the leaves are in use.
  const free = pages - 2 - tree.length;
  return [
    ...tree,
    ...extentTrees({ pageSize, objectId, root: rootPage }, [{ last, count: pages }], [{ last, count: free }]),
  ];
}

function emptyTablePage(pageSize: number, { objectId, rootPage, pages }: TableDefinition): NumberedPage {
  const external = spaceHeader({ pages, parent: systemRoot, extentTree: undefined });
  const kind = { pgno: rootPage, objectId, flags: PageFlag.Root | PageFlag.Leaf };
  return { pgno: rootPage, bytes: makePage(pageSize, kind, { external, nodes: [] }) };
}

function datatableHead(
  { pageSize, lastPage, datatablePages }: DatabasePlan,
  geometry: DatatableGeometry,
): NumberedPage[] {
  const tree = { pageSize, objectId: datatableObjectId, root: datatableRoot };
  const owned = [{ last: lastPage, count: datatablePages }];
  const available = [{ last: lastPage, count: geometry.unusedPages }];
  return [
    { pgno: datatableRoot, bytes: datatableRootPage(geometry, datatablePages) },
    ...extentTrees(tree, owned, available),
  ];
}

/** The two pages after a root: what its tree owns, and what of that is free. */
function extentTrees(
  { pageSize, objectId, root }: { pageSize: number; objectId: number; root: number },
  owned: Parameters<typeof extentPage>[2],
  available: Parameters<typeof extentPage>[2],
): NumberedPage[] {
  const page = (pgno: number, extents: typeof owned) => ({
    pgno,
    bytes: extentPage(pageSize, { pgno, objectId }, extents),
  });
  return [page(root + 1, owned), page(root + 2, available)];
}
