import { type CatalogRow, CatalogType, TableFlag } from '../format/catalog-row.js';
import type { CatalogTable } from './catalog.js';
import type { WalkedTable, WalkedTree } from './database-walk.js';
import { readSpace } from './read-space.js';
import type { SpaceLedger } from './space-ledger.js';
import type { Tree, TreeCounts } from './tree.js';
import type { WalkContext } from './walk-context.js';
import { walkTree } from './walk-tree.js';

/** The catalog's own tree: always there, and the way to all others. */
export const CATALOG_TREE: Tree = { label: 'the catalog', rootPage: 4, objectId: 2, isSpace: false };
const DATABASE_ROOT = 1;

/** A table to be walked. */
export interface TableToWalk {
  readonly table: CatalogTable;
  /** The space of the database; undefined when it could not be read. */
  readonly database: SpaceLedger | undefined;
  /** What is known already, of the catalog itself. */
  readonly walked: { readonly space: SpaceLedger | undefined; readonly counts: TreeCounts } | undefined;
}

/** Walks the trees within a table, and then its own: by then it is known which pages it gave away. */
export async function walkTable(
  context: WalkContext,
  { table, database, walked }: TableToWalk,
): Promise<WalkedTable> {
  const { row } = table;
  const tree = treeOf(row, `table "${row.name}"`);
  const space =
    walked === undefined
      ? await readSpace(context, { tree, parentPage: DATABASE_ROOT, parent: database })
      : walked.space;
  const within: WalkedTree[] = [];
  for (const child of table.trees) within.push(await walkWithin(context, child, { row, space }));
  const counts = walked?.counts ?? (await walkTree(context, tree, { onPage: (pgno) => space?.use(pgno) }));
  const own = walkedTree({ row, kind: 'table', space, counts });
  const { name, id: objectId, rootPage } = row;
  return { name, objectId, rootPage, type: typeOf(row), trees: [own, ...within] };
}

async function walkWithin(
  context: WalkContext,
  row: CatalogRow,
  table: { readonly row: CatalogRow; readonly space: SpaceLedger | undefined },
): Promise<WalkedTree> {
  const kind = row.type === CatalogType.Index ? 'index' : 'long-values';
  const what = kind === 'index' ? `index "${row.name}"` : 'the long values';
  const tree = treeOf(row, `${what} of table "${table.row.name}"`);
  const space = await readSpace(context, { tree, parentPage: table.row.rootPage, parent: table.space });
  const counts = await walkTree(context, tree, { onPage: (pgno) => space?.use(pgno) });
  return walkedTree({ row, kind, space, counts });
}

function treeOf({ id: objectId, rootPage }: CatalogRow, label: string): Tree {
  return { label, rootPage, objectId, isSpace: false };
}

function walkedTree(found: {
  readonly row: CatalogRow;
  readonly kind: WalkedTree['kind'];
  readonly space: SpaceLedger | undefined;
  readonly counts: TreeCounts;
}): WalkedTree {
  const { row, kind, space, counts } = found;
  const { name, id: objectId, rootPage } = row;
  return {
    kind,
    name,
    objectId,
    rootPage,
    ...counts,
    ownedPages: space?.owned.size,
    freePages: space?.free.size,
  };
}

function typeOf({ flags }: CatalogRow): WalkedTable['type'] {
  if ((flags & TableFlag.System) !== 0) return 'system';
  if ((flags & TableFlag.Template) !== 0) return 'template';
  return (flags & TableFlag.Derived) !== 0 ? 'derived' : 'ordinary';
}
