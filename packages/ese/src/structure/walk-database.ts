import { type DatabaseInspection, inspectOpenDatabase } from '../database/inspect-database.js';
import { refuseTemporary } from '../database/refuse-temporary.js';
import { type EseFile, type FileSource, withEseFile } from '../file/ese-file.js';
import { Catalog } from './catalog.js';
import type { DatabaseWalk, WalkedTable, WalkOptions } from './database-walk.js';
import { PageReader } from './page-reader.js';
import { readSpace } from './read-space.js';
import type { SpaceLedger } from './space-ledger.js';
import type { Tree } from './tree.js';
import { WalkContext } from './walk-context.js';
import { CATALOG_TREE, walkTable } from './walk-table.js';
import { walkTree } from './walk-tree.js';

const ROOT_TREE: Tree = { label: 'the database', rootPage: 1, objectId: 1, isSpace: false };
const PAGES_PER_PROGRESS = 256;

/**
 * Follows every tree of a database, as `esentutl /g` does: the trees of extents, the catalog, and from it every table, index and tree
 * of long values. Each page is checked by itself (checksum, layout) and in its place (object, keys, links between neighbours, owned and not free, reached
 * once). Pages that are free or unreached are not read: see `scanDatabase`.
 *
 * Before its logs are replayed, a database that was not shut down cleanly may contradict itself; its findings are all notes.
 * Costs one read of each page in use, mostly in order, and a few mebibytes of memory plus three bits for each page of the database.
 *
 * @param source a path, or a handle open for reading, which stays open
 * @throws EseError what `inspectDatabase` throws; `WRONG_FILE_TYPE` for a temporary database, which keeps no checksums
 */
export async function walkDatabase(source: FileSource, options: WalkOptions = {}): Promise<DatabaseWalk> {
  options.signal?.throwIfAborted();
  return withEseFile(source, async (file) => {
    const inspection = await inspectOpenDatabase(file);
    refuseTemporary(inspection);
    return walkOpenDatabase(contextOf(file, inspection, options), inspection);
  });
}

function contextOf(
  file: EseFile,
  { pageSize, pageCount, owned, state }: DatabaseInspection,
  { onFinding, onProgress, signal }: WalkOptions,
): WalkContext {
  const totalPages = owned?.lastPage ?? pageCount;
  let pages = 0;
  const beforePage = () => {
    signal?.throwIfAborted();
    pages++;
    if (pages % PAGES_PER_PROGRESS === 0) onProgress?.({ pages, totalPages, pageSize });
  };
  const reader = new PageReader(file, pageSize);
  return new WalkContext({
    reader,
    lastPage: totalPages,
    isClean: state === 'clean-shutdown',
    onFinding,
    beforePage,
  });
}

async function walkOpenDatabase(context: WalkContext, inspection: DatabaseInspection): Promise<DatabaseWalk> {
  const database = await readSpace(context, { tree: ROOT_TREE, parentPage: 0, parent: undefined });
  await walkTree(context, ROOT_TREE, { onPage: (pgno) => database?.use(pgno) });
  const { tables, freePages } = await walkTables(context, database);
  const reachedPages = context.reached.size;
  const unreached = (database?.owned.size ?? 0) - reachedPages - freePages;
  const { findings } = context;
  if (database !== undefined && context.contradictions === 0 && unreached > 0) {
    context.say(
      'PAGES_UNREACHED',
      `${unreached} pages are neither in use nor free: room is lost, but no data.`,
    );
  }
  return {
    inspection,
    tables,
    reachedPages,
    freePages,
    ok: findings.errors === 0,
    contradictions: context.contradictions,
    findings: findings.kept,
    findingsOmitted: findings.omitted,
  };
}

/** The catalog first, which names the others. */
async function walkTables(
  context: WalkContext,
  database: SpaceLedger | undefined,
): Promise<{ readonly tables: readonly WalkedTable[]; readonly freePages: number }> {
  const catalog = new Catalog(context);
  const space = await readSpace(context, {
    tree: CATALOG_TREE,
    parentPage: ROOT_TREE.rootPage,
    parent: database,
  });
  const counts = await walkTree(context, CATALOG_TREE, {
    onPage: (pgno) => space?.use(pgno),
    onLeaf: (content, pgno) => catalog.addLeaf(content, pgno),
  });
  const tables: WalkedTable[] = [];
  for (const table of catalog.tables) {
    const isCatalog = table.row.rootPage === CATALOG_TREE.rootPage && table.row.id === CATALOG_TREE.objectId;
    tables.push(
      await walkTable(context, { table, database, walked: isCatalog ? { space, counts } : undefined }),
    );
  }
  const trees = tables.flatMap((table) => table.trees);
  const freePages = trees.reduce((sum, tree) => sum + (tree.freePages ?? 0), database?.free.size ?? 0);
  return { tables, freePages };
}
