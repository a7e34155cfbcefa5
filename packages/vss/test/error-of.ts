import { DsBackupError } from '@dsbackup/session';

/** The DsBackupError that some work throws; anything else fails the test. */
export function errorOf(work: () => unknown): DsBackupError {
  try {
    work();
  } catch (error) {
    if (DsBackupError.is(error)) return error;
    throw error;
  }
  throw new Error('expected a DsBackupError');
}
