/** What a row of the catalog (MSysObjects) describes. */
export const CatalogType = { Table: 1, Column: 2, Index: 3, LongValues: 4, Callback: 5 } as const;

/** One row of the catalog, as far as it says where trees are. */
export interface CatalogRow {
  /** The object id of the table that it belongs to. */
  readonly table: number;
  /** See {@link CatalogType}. */
  readonly type: number;
  /** Of the object itself: for a tree, the object id in each of its pages. */
  readonly id: number;
  /** The root page of a tree; the type of a column. */
  readonly rootPage: number;
  /** See {@link TableFlag} for those of a table. */
  readonly flags: number;
  /** At most 64 characters; those that can't be shown are replaced. */
  readonly name: string;
}

/** The flags of a table that say what kind it is (`JET_bitObject…` and `JET_bitObjectTable…` of `jethdr.w`). */
export const TableFlag = { System: 0x80000000, Template: 0x20000000, Derived: 0x10000000 } as const;

/** The fixed columns up to `Flags` end here, and every row has them: they may not be null. */
const FIXED_SIZE = 26;
const FIRST_VARIABLE = 128;
const IS_NULL = 0x8000;
/** JET_cbNameMost of `jethdr.w`. */
const LONGEST_NAME = 64;

/** Reads the data of a row; undefined when the bytes can't be one. Source of the layout: `cat.hxx` and the record format of ESE. */
export function decodeCatalogRow(data: Uint8Array): CatalogRow | undefined {
  if (data.byteLength < FIXED_SIZE) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const name = nameOf(data, view);
  if (name === undefined) return undefined;
  return {
    table: view.getUint32(4, true),
    type: view.getUint16(8, true),
    id: view.getUint32(10, true),
    rootPage: view.getUint32(14, true),
    flags: view.getUint32(22, true),
    name,
  };
}

/** The first variable column. The ends of all variable columns stand first, then their bytes. */
function nameOf(data: Uint8Array, view: DataView): string | undefined {
  const columns = view.getUint8(1) - FIRST_VARIABLE + 1;
  const ends = view.getUint16(2, true);
  const start = ends + 2 * columns;
  if (columns < 1 || ends < FIXED_SIZE || start > data.byteLength) return undefined;
  const end = view.getUint16(ends, true);
  const size = (end & IS_NULL) === 0 ? end : 0;
  if (start + size > data.byteLength) return undefined;
  const bytes = data.subarray(start, start + Math.min(size, LONGEST_NAME));
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\p{Cc}]/gu, '\uFFFD');
}
