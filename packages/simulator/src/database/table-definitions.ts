import { type ColumnDefinition, columnType, type TableDefinition } from './column-definition.js';

const { bit, byte, short, long, currency, binary, text, longBinary, longText, unsignedShort } = columnType;

/** The columns of the catalog itself, as every database since Windows 8 has them. */
const catalogColumns: readonly ColumnDefinition[] = [
  { id: 1, name: 'ObjidTable', type: long, notNull: true },
  { id: 2, name: 'Type', type: short, notNull: true },
  { id: 3, name: 'Id', type: long, notNull: true },
  { id: 4, name: 'ColtypOrPgnoFDP', type: long, notNull: true },
  { id: 5, name: 'SpaceUsage', type: long, notNull: true },
  { id: 6, name: 'Flags', type: long, notNull: true },
  { id: 7, name: 'PagesOrLocale', type: long, notNull: true },
  { id: 8, name: 'RootFlag', type: bit },
  { id: 9, name: 'RecordOffset', type: short },
  { id: 10, name: 'LCMapFlags', type: long },
  { id: 11, name: 'KeyMost', type: unsignedShort },
  { id: 12, name: 'LVChunkMax', type: long },
  { id: 128, name: 'Name', type: text, notNull: true },
  { id: 129, name: 'Stats', type: binary },
  { id: 130, name: 'TemplateTable', type: text },
  { id: 131, name: 'DefaultValue', type: binary },
  { id: 132, name: 'KeyFldIDs', type: binary },
  { id: 133, name: 'VarSegMac', type: binary },
  { id: 134, name: 'ConditionalColumns', type: binary },
  { id: 135, name: 'TupleLimits', type: binary },
  { id: 136, name: 'Version', type: binary },
  { id: 137, name: 'SortID', type: binary },
  { id: 256, name: 'CallbackData', type: longBinary },
  { id: 257, name: 'CallbackDependencies', type: longBinary },
  { id: 258, name: 'SeparateLV', type: longBinary },
  { id: 259, name: 'SpaceHints', type: longBinary },
  { id: 260, name: 'SpaceDeferredLVHints', type: longBinary },
  { id: 261, name: 'LocaleName', type: longBinary },
];

/** The columns of a directory's objects that the records here have, by the names that AD gives them. */
const datatableColumns: readonly ColumnDefinition[] = [
  { id: 1, name: 'DNT_col', type: long, notNull: true },
  { id: 2, name: 'PDNT_col', type: long },
  { id: 3, name: 'OBJ_col', type: byte },
  { id: 4, name: 'RDNtyp_col', type: long },
  { id: 5, name: 'cnt_col', type: long },
  { id: 6, name: 'time_col', type: currency },
  { id: 7, name: 'NCDNT_col', type: long },
  { id: 128, name: 'Ancestors_col', type: binary },
  { id: 256, name: 'ATTm3', type: longText },
  { id: 257, name: 'ATTk589879', type: longBinary },
];

const catalogIndex = { name: 'Id', columns: [1, 2, 3] };
const idColumn = (name: string): readonly ColumnDefinition[] => [{ id: 1, name, type: long }];

/**
 * The tables that lie at fixed places before the datatable, with the pages that each owns. Their names are those of a real
 * ntds.dit; the small ones are empty, with one column that stands for theirs.
 */
export const fixedTables: readonly TableDefinition[] = [
  catalogTable({ name: 'MSysObjects', objectId: 2, rootPage: 4 }),
  catalogTable({ name: 'MSysObjectsShadow', objectId: 3, rootPage: 24 }),
  emptyTable({ name: 'hiddentable', objectId: 6, rootPage: 44, columns: idColumn('usn_col') }),
  emptyTable({ name: 'link_table', objectId: 7, rootPage: 45, columns: idColumn('link_DNT') }),
  emptyTable({ name: 'sd_table', objectId: 8, rootPage: 46, columns: idColumn('sd_id') }),
  emptyTable({ name: 'sdproptable', objectId: 9, rootPage: 47, columns: idColumn('order_col') }),
  emptyTable({ name: 'sdpropcounttable', objectId: 10, rootPage: 48, columns: idColumn('count_col') }),
  emptyTable({ name: 'link_history_table', objectId: 11, rootPage: 49, columns: idColumn('link_DNT') }),
  emptyTable({ name: 'quota_table', objectId: 12, rootPage: 50, columns: idColumn('quota_NCDNT') }),
  emptyTable({ name: 'quota_rebuild_progress_table', objectId: 13, rootPage: 51, columns: idColumn('DNT') }),
];

/** The table that fills the rest of the database. */
export const datatableRoot = 52;
export const datatableObjectId = 14;

export function datatable(pages: number): TableDefinition {
  return {
    name: 'datatable',
    objectId: datatableObjectId,
    rootPage: datatableRoot,
    pages,
    isSystem: false,
    columns: datatableColumns,
    primaryIndex: { name: 'DNT_index', columns: [1] },
  };
}

type Fixed = Pick<TableDefinition, 'name' | 'objectId' | 'rootPage'>;

function catalogTable(fixed: Fixed): TableDefinition {
  return { ...fixed, pages: 20, isSystem: true, columns: catalogColumns, primaryIndex: catalogIndex };
}

function emptyTable(fixed: Fixed & Pick<TableDefinition, 'columns'>): TableDefinition {
  return { ...fixed, pages: 1, isSystem: false };
}
