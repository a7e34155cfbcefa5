import { u32 } from './codec.js';
import { at, type FieldsOf, structure } from './field-table.js';
import { logPosition } from './log-position.js';
import { logTime } from './log-time.js';

const fields = {
  position: at(0, logPosition),
  time: at(8, logTime),
  generationLow: at(16, u32),
  generationHigh: at(20, u32),
};

/** What a database remembers of one backup (BKINFO, 24 bytes). */
export type BackupInfo = FieldsOf<typeof fields>;

export const backupInfo = structure(fields);
