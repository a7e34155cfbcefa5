import { DsBackupError } from '@dsbackup/session';

/** The error for a user name and password that VSS has no call for. */
export function identityRefused(): DsBackupError {
  return new DsBackupError({
    code: 'UNSUPPORTED',
    backend: 'vss',
    message: 'VSS takes no user name and password; it works as the user of this process.',
    hint: 'Start the process as the user who may back up, or leave the identity out.',
  });
}
