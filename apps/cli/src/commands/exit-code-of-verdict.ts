import type { SetVerdict } from '@dsbackup/backup-set';
import { exitCodes } from '../exit-code.js';

/** What `verify` and `report` end with. A whole set of a backup that left files out ends as the backup did, with warnings. */
export function exitCodeOfVerdict({ verdict, warnings }: SetVerdict): number {
  if (verdict !== 'whole') return exitCodes.verificationFailed;
  return warnings.length > 0 ? exitCodes.warnings : exitCodes.done;
}
