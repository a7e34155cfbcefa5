import { i32, u16 } from './codec.js';
import { at, type FieldsOf, structure } from './field-table.js';

const fields = {
  /** The byte within the sector. */
  offset: at(0, u16),
  /** The sector (in logs since Windows 8: the segment of 4096 bytes) within the log. */
  sector: at(2, u16),
  /** The generation of the log. */
  generation: at(4, i32),
};

/** A place in the stream of logs (LGPOS). */
export type LogPosition = FieldsOf<typeof fields>;

export const logPosition = structure(fields);

/** Negative when `a` comes before `b`, 0 when they are the same place, positive when after. */
export function compareLogPositions(a: LogPosition, b: LogPosition): number {
  return a.generation - b.generation || a.sector - b.sector || a.offset - b.offset;
}

/** As esentutl prints it: `(51,8,268)`, generation, sector and offset, in hexadecimal. */
export function formatLogPosition(position: LogPosition): string {
  const { generation, sector, offset } = position;
  return `(${[generation, sector, offset].map((part) => part.toString(16).toUpperCase()).join(',')})`;
}
