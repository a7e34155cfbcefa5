/** The types of columns that are used here (JET_coltyp). */
export const columnType = {
  bit: 1,
  byte: 2,
  short: 3,
  long: 4,
  currency: 5,
  binary: 9,
  text: 10,
  longBinary: 11,
  longText: 12,
  unsignedShort: 17,
} as const;

/** The sizes of fixed columns, and the greatest of variable ones; long ones have no limit here. */
export const columnSize: Readonly<Record<number, number>> = {
  [columnType.bit]: 1,
  [columnType.byte]: 1,
  [columnType.short]: 2,
  [columnType.unsignedShort]: 2,
  [columnType.long]: 4,
  [columnType.currency]: 8,
  [columnType.binary]: 255,
  [columnType.text]: 255,
};

/** A column: fixed ones are numbered 1 to 127, variable ones 128 to 255, tagged ones from 256 on. */
export interface ColumnDefinition {
  readonly id: number;
  readonly name: string;
  readonly type: number;
  readonly notNull?: boolean;
}

/** A table, with its columns and the columns of its primary index. */
export interface TableDefinition {
  readonly name: string;
  readonly objectId: number;
  readonly rootPage: number;
  readonly pages: number;
  readonly isSystem: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly primaryIndex?: { readonly name: string; readonly columns: readonly number[] };
}
