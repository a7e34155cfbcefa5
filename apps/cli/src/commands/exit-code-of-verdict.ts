import type { SetVerdict } from '@dsbackup/backup-set';
import { exitCodeOfError, exitCodes } from '../exit-code.js';

/** What `verify` and `report` end with. A whole set of a backup that left files out ends as the backup did, with warnings. */
export function exitCodeOfVerdict({ verdict, warnings }: SetVerdict): number {
  if (verdict === 'damaged') return exitCodes.verificationFailed;
  // Nothing is known to be wrong: this is how SET_UNREADABLE ends any other command.
  if (verdict === 'unreadable') return exitCodeOfError.SET_UNREADABLE;
  return warnings.length > 0 ? exitCodes.warnings : exitCodes.done;
}
