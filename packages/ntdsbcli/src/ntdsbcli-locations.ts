import type { DsBackupError, RestoreLocations } from '@dsbackup/session';
import type { AttachmentName } from './native/attachment-list.js';
import { BFT_CHECKPOINT_DIR, BFT_LOG_DIR, BFT_NTDS_DATABASE } from './native/bft.js';
import { answerError, type NtdsbcliCall } from './ntdsbcli-errors.js';

/**
 * The names of DsRestoreGetDatabaseLocationsW as places: which is which goes by the type of each (fact sheet, section 3.2).
 * That of a database is taken for the file itself: BFT_NTDS_DATABASE has no BFT_DIRECTORY in it, as the other two have.
 *
 * @throws {DsBackupError} `NATIVE_FAILURE` when none of them is a database's.
 */
export function toRestoreLocations(call: NtdsbcliCall, names: readonly AttachmentName[]): RestoreLocations {
  const pathsOf = (type: number) => names.filter((name) => name.type === type).map(({ path }) => path);
  const databases = pathsOf(BFT_NTDS_DATABASE).map((path) => ({ name: lastSegment(path), path }));
  if (databases.length === 0) throw noDatabase(call);
  const [logDirectory] = pathsOf(BFT_LOG_DIR);
  const [checkpointDirectory] = pathsOf(BFT_CHECKPOINT_DIR);
  return {
    databases,
    ...(logDirectory === undefined ? {} : { logDirectory }),
    ...(checkpointDirectory === undefined ? {} : { checkpointDirectory }),
  };
}

function noDatabase(call: NtdsbcliCall): DsBackupError {
  return answerError(call, 'named no place for the directory database');
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
