import { EseError } from '../ese-error.js';
import type { DatabaseInspection } from './inspect-database.js';

/**
 * Refuses a database whose pages can't be checked.
 *
 * @throws EseError `WRONG_FILE_TYPE` for a temporary database
 */
export function refuseTemporary({ kind, path }: DatabaseInspection): void {
  if (kind !== 'temporary') return;
  const message = `${path} is a temporary database: it keeps no checksums and is no part of a backup`;
  throw new EseError(message, { code: 'WRONG_FILE_TYPE', path });
}
