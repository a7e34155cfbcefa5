import type { ErrorCode } from '@dsbackup/session';
import { win32FromRawOrWrapped, win32Status } from '@dsbackup/win32';
import { type HrName, hrName } from './native/hr-codes.js';

/** What to do about a failed call, in one sentence; only where that is sure. */
export function statusHint(call: string, code: ErrorCode, status: number): string | undefined {
  const name = hrName(status);
  const isOfThisServer =
    name === 'hrCouldNotConnect' || win32FromRawOrWrapped(status) === win32Status.RPC_S_INVALID_BINDING;
  if (isOfThisServer) {
    return 'ntdsbcli.dll serves only the local computer: run on the domain controller itself, under its own name.';
  }
  if (code === 'ACCESS_DENIED' && call.startsWith('DsRestore')) {
    return 'Run as the local administrator of Directory Services Restore Mode, with SeRestorePrivilege enabled.';
  }
  return (name === undefined ? undefined : hintsOfNames[name]) ?? hintsOfCodes[code];
}

const hintsOfNames: Readonly<Partial<Record<HrName, string>>> = {
  hrBackupNotAllowedYet: 'Try again when the directory has finished starting.',
  hrReadVerifyFailure:
    'Keep every older backup: pages of this database are damaged on its disk, which should be checked.',
  hrMissingRestoreLogFiles: 'Restore every log of the backup, without a gap, together with its database.',
};

const hintsOfCodes: Readonly<Partial<Record<ErrorCode, string>>> = {
  ACCESS_DENIED:
    'Run as a member of Backup Operators or Administrators of this domain controller, with SeBackupPrivilege enabled.',
  EXPIRED:
    'The backup is older than the tombstone lifetime of its forest: restore a newer one, or promote this computer anew.',
  TOKEN_REFUSED: 'Use the very bytes of the expiry token that the backup was made with.',
  BACKUP_IN_PROGRESS: 'Wait until the other backup of this directory has ended.',
  RESTORE_IN_PROGRESS: 'Let the other restore of this directory end first.',
};
