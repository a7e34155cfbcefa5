import { ansi, list, u8, u32 } from './codec.js';
import { at, type FieldsOf, structure } from './field-table.js';

const fields = {
  systemPath: at(0, ansi(261)),
  logPath: at(261, ansi(261)),
  flags: at(522, u8),
  /** Sessions, open tables, version pages, cursors, log buffers, sectors of a log, most cached pages. */
  limits: at(523, list(u32, 7)),
};

/** The settings of the engine that wrote a log or checkpoint (DBMS_PARAM, 567 bytes). */
export type DbmsParameters = FieldsOf<typeof fields>;

export const dbmsParameters = structure(fields, 567);
