import { ansi, u32 } from './codec.js';
import { at, type FieldsOf, structure } from './field-table.js';
import { logTime, sameLogTime } from './log-time.js';

const fields = {
  random: at(0, u32),
  created: at(4, logTime),
  /** Empty in every file seen. */
  computer: at(12, ansi(16)),
};

/** What tells one database, or one stream of logs, from every other (SIGNATURE, 28 bytes). */
export type Signature = FieldsOf<typeof fields>;

export const signature = structure(fields);

/** Whether two signatures are the same. */
export function sameSignature(a: Signature, b: Signature): boolean {
  return a.random === b.random && a.computer === b.computer && sameLogTime(a.created, b.created);
}

/** Whether nothing was ever written there: the log signature of a database is so after a repair. */
export function isUnsetSignature(value: Signature): boolean {
  return value.random === 0 && value.created === null && value.computer === '';
}
