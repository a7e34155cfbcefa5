import { u32 } from './codec.js';
import { at, type FieldsOf, structure } from './field-table.js';
import { logTime } from './log-time.js';

const fields = {
  count: at(0, u32),
  last: at(4, logTime),
  /** The count before the last defragmentation. */
  countBefore: at(12, u32),
};

/** How often something was done to a database, and when last (16 bytes). */
export type EventCounter = FieldsOf<typeof fields>;

export const eventCounter = structure(fields);
