import { type CatalogRow, CatalogType, decodeCatalogRow } from '../format/catalog-row.js';
import { NodeFlag, type PageNodes } from '../format/page-nodes.js';
import type { WalkContext } from './walk-context.js';

/** A table of the catalog, with the trees within it. */
export interface CatalogTable {
  readonly row: CatalogRow;
  readonly trees: CatalogRow[];
}

/** Far more than any directory: a hostile catalog must not fill the memory. */
const MOST_TREES = 100_000;

/** Takes the rows of the catalog in order, and keeps those that name a tree. */
export class Catalog {
  readonly #tables = new Map<number, CatalogTable>();
  readonly #context: WalkContext;
  #trees = 0;

  constructor(context: WalkContext) {
    this.#context = context;
  }

  /** In the order of their object ids. */
  get tables(): readonly CatalogTable[] {
    return [...this.#tables.values()];
  }

  addLeaf({ nodes }: PageNodes, pgno: number): void {
    for (const { flags, data } of nodes) {
      if ((flags & NodeFlag.Deleted) === 0) this.#add(decodeCatalogRow(data), pgno);
    }
  }

  #add(row: CatalogRow | undefined, pgno: number): void {
    const fault = row === undefined ? 'a row of it can not be read' : this.#faultOf(row);
    if (fault !== undefined) {
      this.#context.say('CATALOG_ROW_INVALID', `Page ${pgno} of the catalog: ${fault}.`, { pgno });
    } else if (row !== undefined && this.#namesTree(row)) {
      this.#trees++;
      if (this.#trees <= MOST_TREES) this.#keep(row);
      else if (this.#trees === MOST_TREES + 1) this.#sayFull();
    }
  }

  #faultOf({ type, table, id, name }: CatalogRow): string | undefined {
    const owner = this.#tables.get(table);
    if (type < CatalogType.Table || type > CatalogType.Callback)
      return `a row has the type ${type}, which has no meaning`;
    if (type === CatalogType.Table && (owner !== undefined || id !== table))
      return `table "${name}" is there twice, or has two numbers, ${table} and ${id}`;
    if (type !== CatalogType.Table && owner === undefined)
      return `"${name}" belongs to object ${table}, which is not there`;
    return undefined;
  }

  #namesTree({ type, table, id, rootPage }: CatalogRow): boolean {
    const owner = this.#tables.get(table)?.row;
    // The primary index is the table's own tree.
    if (type === CatalogType.Index) return rootPage !== owner?.rootPage || id !== owner.id;
    return type === CatalogType.Table || type === CatalogType.LongValues;
  }

  #keep(row: CatalogRow): void {
    if (row.type === CatalogType.Table) this.#tables.set(row.table, { row, trees: [] });
    else this.#tables.get(row.table)?.trees.push(row);
  }

  #sayFull(): void {
    const message = `The catalog names more than ${MOST_TREES} trees; the others are not walked.`;
    this.#context.say('CATALOG_TOO_LARGE', message);
  }
}
