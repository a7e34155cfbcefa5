import { DsBackupError } from '@dsbackup/session';

/** The error that this rejects with, which must be ours. */
export async function failureOf(work: Promise<unknown>): Promise<DsBackupError> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!DsBackupError.is(failure)) throw new Error(`No DsBackupError, but ${String(failure)}`);
  return failure;
}
