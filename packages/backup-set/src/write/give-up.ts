import { DsBackupError, type IBackupSession } from '@dsbackup/session';
import type { PartialFolder } from './partial-folder.js';

/** What there is to give up. */
export interface GivenUp {
  readonly session: IBackupSession;
  readonly folder: PartialFolder | undefined;
  /** The folder must stay: it may be the only copy of what it holds. */
  readonly keep: boolean;
}

/**
 * Aborts the session and removes the half-made set, or keeps it where it must be kept. Answers what to throw: the
 * error as it is, an error that also says where the folder is, or `RELEASE_FAILED` with everything that went wrong.
 */
export async function giveUp(error: unknown, { session, folder, keep }: GivenUp): Promise<unknown> {
  const errors = [error];
  const isRunning = session.state === 'open' || session.state === 'failed';
  if (isRunning) await session.abort().catch((failure: unknown) => errors.push(failure));
  if (folder !== undefined && !keep) await folder.remove().catch((failure: unknown) => errors.push(failure));
  if (errors.length > 1) return releaseFailed(errors);
  return folder !== undefined && keep ? keptError(error, folder) : error;
}

function keptError(error: unknown, folder: PartialFolder): DsBackupError {
  const cause = DsBackupError.is(error) ? error : undefined;
  return new DsBackupError({
    code: cause?.code ?? 'TARGET_UNWRITABLE',
    message: `${messageOf(error)} All files were backed up before that and are kept in ${folder.path}.`,
    backend: cause?.backend,
    native: cause?.native,
    hint: `Mend the cause, then adopt ${folder.path} as a set. Don't delete it before: it may hold the only copy of cut logs.`,
    cause: error,
  });
}

function releaseFailed(errors: readonly unknown[]): DsBackupError {
  return new DsBackupError({
    code: 'RELEASE_FAILED',
    message: `The backup failed, and so did giving it up: ${errors.map(messageOf).join(' Then: ')}`,
    cause: new AggregateError(errors),
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
