import { EseError } from '../ese-error.js';
import type { Codec } from './codec.js';

/** One field of a structure: where it lies and how. */
export interface Field<T> {
  /** Bytes from the start of the structure. */
  readonly offset: number;
  readonly codec: Codec<T>;
}

/** A structure as a table of its fields: the one source for reading and for writing it. */
export type FieldTable = Readonly<Record<string, Field<unknown>>>;

/** The value that a table describes. */
export type FieldsOf<Table extends FieldTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Field<infer T> ? T : never;
};

/** A field at an offset. */
export function at<T>(offset: number, codec: Codec<T>): Field<T> {
  return { offset, codec };
}

/** Bytes from the start of a table's structure to the end of its last field. */
export function tableSize(table: FieldTable): number {
  return Math.max(...Object.values(table).map((field) => field.offset + field.codec.size));
}

/**
 * Reads every field of a table.
 *
 * @throws EseError `TRUNCATED` when the bytes end before the last field
 */
export function decodeFields<Table extends FieldTable>(table: Table, bytes: Uint8Array): FieldsOf<Table> {
  const size = tableSize(table);
  if (bytes.byteLength < size) {
    throw new EseError(`${bytes.byteLength} bytes are too few for a structure of ${size}`, {
      code: 'TRUNCATED',
    });
  }
  const view = viewOf(bytes);
  const entries = Object.entries(table).map(([name, { offset, codec }]) => [name, codec.read(view, offset)]);
  return Object.fromEntries(entries) as FieldsOf<Table>;
}

/**
 * Writes the fields that are given; the bytes of the others stay as they are.
 *
 * @throws EseError `TRUNCATED` when the bytes end before the last field, `BAD_ARGUMENT` when a value does not fit its field
 */
export function encodeFields<Table extends FieldTable>(
  table: Table,
  fields: Partial<FieldsOf<Table>>,
  bytes: Uint8Array,
): void {
  const size = tableSize(table);
  if (bytes.byteLength < size) {
    throw new EseError(`${bytes.byteLength} bytes are too few for a structure of ${size}`, {
      code: 'TRUNCATED',
    });
  }
  const view = viewOf(bytes);
  for (const [name, { offset, codec }] of Object.entries(table)) {
    const value: unknown = fields[name];
    if (value !== undefined) codec.write(view, offset, value);
  }
}

/** A structure within a structure, read and written by its own table. */
export function structure<Table extends FieldTable>(
  table: Table,
  size = tableSize(table),
): Codec<FieldsOf<Table>> {
  const part = (view: DataView, offset: number) =>
    new Uint8Array(view.buffer, view.byteOffset + offset, size);
  return {
    size,
    read: (view, offset) => decodeFields(table, part(view, offset)),
    write: (view, offset, value) => encodeFields(table, value, part(view, offset)),
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
