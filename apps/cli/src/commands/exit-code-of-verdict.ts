import type { SetVerdict } from '@dsbackup/backup-set';
import { exitCodes } from '../exit-code.js';
import { hasWarnings } from '../words/has-warnings.js';

/** What `verify` and `report` end with. A whole set of a backup that left files out ends as the backup did, with warnings. */
export function exitCodeOfVerdict(set: SetVerdict): number {
  if (set.verdict !== 'whole') return exitCodes.verificationFailed;
  return hasWarnings(set) ? exitCodes.warnings : exitCodes.done;
}
