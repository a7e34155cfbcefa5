import type { SetNote } from '@dsbackup/backup-set';
import { jetErrorLabel } from './jet-error-words.js';

/** A finding after its place, with its JET number if it has one. */
export function statementWords({ path, message, jet }: SetNote): string {
  return `${path}: ${jet === undefined ? message : `${message} (${jetErrorLabel(jet)})`}`;
}
