import { type CatalogRow, rowType } from './catalog-row.js';
import { type ColumnDefinition, columnSize, columnType, type TableDefinition } from './column-definition.js';

const systemTableFlags = 0xc0000000;
const density = 80;
/** Unique, primary, and every part of the key may be null. */
const primaryIndexFlags = 0x0001002f;
const codePages: Readonly<Record<number, number>> = { [columnType.text]: 1252, [columnType.longText]: 1200 };
const firstFixedOffset = 4;
const lastFixedId = 127;

/** The rows of a table in the order of their keys: itself, its columns, its primary index. */
export function catalogRows(table: TableDefinition): readonly CatalogRow[] {
  const common = {
    table: table.objectId,
    id: table.objectId,
    rootOrType: table.rootPage,
    spaceUsage: density,
  };
  const self: CatalogRow = {
    ...common,
    type: rowType.table,
    flags: table.isSystem ? systemTableFlags : 0,
    pagesOrLocale: table.pages,
    name: table.name,
  };
  if (table.primaryIndex === undefined) return [self, ...columnRows(table)];
  const index: CatalogRow = {
    ...common,
    type: rowType.index,
    flags: primaryIndexFlags,
    pagesOrLocale: 0,
    name: table.primaryIndex.name,
    keyColumns: table.primaryIndex.columns,
  };
  return [self, ...columnRows(table), index];
}

function columnRows({ objectId, columns }: TableDefinition): CatalogRow[] {
  let offset = firstFixedOffset;
  return columns.map((column) => {
    const isFixed = column.id <= lastFixedId;
    const row = columnRow(objectId, column);
    if (!isFixed) return row;
    const placed = { ...row, recordOffset: offset };
    offset += columnSize[column.type] ?? 0;
    return placed;
  });
}

function columnRow(table: number, { id, name, type, notNull }: ColumnDefinition): CatalogRow {
  return {
    table,
    type: rowType.column,
    id,
    rootOrType: type,
    spaceUsage: columnSize[type] ?? 0,
    flags: notNull === true ? 1 : 0,
    pagesOrLocale: codePages[type] ?? 0,
    name,
  };
}
