import { DsBackupError, type IBackupSession } from '@dsbackup/session';
import type { PartialFolder } from './partial-folder.js';

/** What there is to give up. */
export interface GivenUp {
  readonly session: IBackupSession;
  readonly folder: PartialFolder | undefined;
  /** The folder must stay: it may be the only copy of what it holds. */
  readonly keep: boolean;
  readonly signal: AbortSignal | undefined;
}

/**
 * Aborts the session and removes the half-made set, or keeps it where it must be kept. Answers what to throw. What went
 * wrong first is what the caller has to know: its `code` stays, and what failed while giving up is told beside it.
 * A signal's reason is answered as it is, whatever else failed.
 */
export async function giveUp(error: unknown, { session, folder, keep, signal }: GivenUp): Promise<unknown> {
  const later: unknown[] = [];
  const isRunning = session.state === 'open' || session.state === 'failed';
  if (isRunning) await session.abort().catch((failure: unknown) => later.push(failure));
  if (folder !== undefined && !keep) await folder.remove().catch((failure: unknown) => later.push(failure));
  if (signal?.aborted === true && error === signal.reason) return error;
  const first = folder !== undefined && keep ? keptError(error, folder) : error;
  return later.length === 0 ? first : withLater(first, later);
}

function keptError(error: unknown, folder: PartialFolder): DsBackupError {
  const known = DsBackupError.is(error) ? error : undefined;
  return new DsBackupError({
    code: known?.code ?? 'TARGET_UNWRITABLE',
    message: `${messageOf(error)} All files were backed up before that and are kept in ${folder.path}.`,
    backend: known?.backend,
    native: known?.native,
    hint: `Mend the cause, then adopt ${folder.path} as a set. Don't delete it before: it may hold the only copy of cut logs.`,
    retryable: known?.retryable,
    scope: known?.scope,
    cause: error,
  });
}

/** The first error with what came after it: in its message, and in its cause, the first one first. */
function withLater(first: unknown, later: readonly unknown[]): unknown {
  const message = `${messageOf(first)} Giving up failed as well: ${later.map(messageOf).join(' Then: ')}`;
  const cause = new AggregateError([first, ...later], message);
  if (!DsBackupError.is(first)) return cause;
  const { code, backend, native, hint, retryable, scope } = first;
  return new DsBackupError({ code, message, backend, native, hint, retryable, scope, cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
