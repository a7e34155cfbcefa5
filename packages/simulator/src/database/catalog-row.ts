/** The kinds of catalog rows. */
export const rowType = { table: 1, column: 2, index: 3 } as const;

/** A row of MSysObjects (fact sheet ese-format.md, section 11). */
export interface CatalogRow {
  readonly table: number;
  readonly type: number;
  /** The object's own number: of the table, the column or the index. */
  readonly id: number;
  /** The root page of a table or index; the type of a column. */
  readonly rootOrType: number;
  /** The density of a table or index; the greatest size of a column. */
  readonly spaceUsage: number;
  readonly flags: number;
  /** The pages of a table; the code page of a column. */
  readonly pagesOrLocale: number;
  readonly name: string;
  /** Where a fixed column lies in a record. */
  readonly recordOffset?: number;
  /** Of an index: the columns of its key. */
  readonly keyColumns?: readonly number[];
}

/** What stands in the place of a fixed column that is null. */
const filler = 0x2a;
const variableColumns = { name: 128, keyColumns: 132 } as const;
const localeNameColumn = 0x105;
const locale = 'en-US';
const indexMapFlags = 0x00030401;
const tableRootFlag = 0xff;
/** Whether a tagged value begins with a byte of flags is said by a bit in a small page, and always so in a large one. */
const taggedHasFlags = 0x4000;

/** The data of a row, as pages of up to 8 KiB or larger ones hold it. */
export function encodeCatalogRow(row: CatalogRow, largePages: boolean): Uint8Array {
  const fixed = fixedPart(row);
  return Uint8Array.from(
    Buffer.concat([
      fixed,
      variablePart(row),
      row.type === rowType.index ? localePart(largePages) : Buffer.alloc(0),
    ]),
  );
}

/** The key of a row: table, type and number, each in a form that sorts bytewise. */
export function catalogKey({ table, type, id }: CatalogRow): Uint8Array {
  const key = Buffer.alloc(13);
  longKey(table).copy(key, 0);
  key.writeUInt8(0x7f, 5);
  key.writeUInt16BE(type ^ 0x8000, 6);
  longKey(id).copy(key, 8);
  return Uint8Array.from(key);
}

/** A number as it stands in a key: a mark that it is not null, then the number, its sign turned, highest byte first. */
export function longKey(value: number): Buffer {
  const key = Buffer.alloc(5, 0x7f);
  key.writeUInt32BE((value ^ 0x80000000) >>> 0, 1);
  return key;
}

function fixedPart(row: CatalogRow): Buffer {
  const bytes = Buffer.alloc(41);
  const lastVariable = row.type === rowType.index ? variableColumns.keyColumns : variableColumns.name;
  const lastFixed = lastFixedColumn(row);
  let place = 4;
  for (const value of [
    row.table,
    undefined,
    row.id,
    row.rootOrType,
    row.spaceUsage,
    row.flags,
    row.pagesOrLocale,
  ]) {
    place =
      value === undefined ? bytes.writeUInt16LE(row.type, place) : bytes.writeUInt32LE(value >>> 0, place);
  }
  if (lastFixed >= 8) place = bytes.writeUInt8(row.type === rowType.table ? tableRootFlag : filler, place);
  if (lastFixed >= 9) place = bytes.writeUInt16LE(row.recordOffset ?? (filler << 8) + filler, place);
  if (lastFixed >= 10) place = bytes.writeUInt32LE(indexMapFlags, place);
  for (const bits of nullBits(row, lastFixed)) place = bytes.writeUInt8(bits, place);
  bytes.writeUInt8(lastFixed, 0);
  bytes.writeUInt8(lastVariable, 1);
  bytes.writeUInt16LE(place, 2);
  return bytes.subarray(0, place);
}

/** The last fixed column that a row stores: what is null at the end is left out. */
function lastFixedColumn(row: CatalogRow): number {
  if (row.type === rowType.table) return 8;
  if (row.type === rowType.index) return 10;
  return row.recordOffset === undefined ? 7 : 9;
}

/** A bit for each fixed column that is null, and for each that there is no room for. */
function nullBits(row: CatalogRow, lastFixed: number): number[] {
  const isNull = (column: number) =>
    column > lastFixed ||
    (column === 8 && row.type !== rowType.table) ||
    (column === 9 && row.type === rowType.index);
  const bytes = Array.from({ length: Math.ceil(lastFixed / 8) }, () => 0);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    if (isNull(bit + 1)) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return bytes;
}

/** The end of each variable column, with bit 15 for one that is null, and then their bytes. */
function variablePart({ name, keyColumns = [], type }: CatalogRow): Buffer {
  const isNull = 0x8000;
  const keys = Buffer.alloc(4 * keyColumns.length);
  for (const [index, column] of keyColumns.entries()) keys.writeUInt16LE(column, 4 * index + 2);
  const between = [name.length | isNull, name.length | isNull, name.length | isNull];
  const ends = type === rowType.index ? [name.length, ...between, name.length + keys.length] : [name.length];
  const offsets = Buffer.alloc(2 * ends.length);
  for (const [index, end] of ends.entries()) offsets.writeUInt16LE(end, 2 * index);
  return Buffer.concat([offsets, Buffer.from(name, 'latin1'), keys]);
}

function localePart(largePages: boolean): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(localeNameColumn, 0);
  head.writeUInt16LE(4 | (largePages ? 0 : taggedHasFlags), 2);
  head.writeUInt8(1, 4);
  return Buffer.concat([head, Buffer.from(locale, 'utf16le')]);
}
