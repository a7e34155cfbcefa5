import { DsBackupError, type ErrorScope } from './ds-backup-error.js';

/** What the session knows about a driver call that rejected. */
export interface FailedCall {
  readonly signal: AbortSignal | undefined;
  /** The call was about one file, and the backend says that it survives a file's errors. */
  readonly fileCanFailAlone: boolean;
}

/**
 * How far a failure of the driver reaches. Giving up at the caller's wish spoils nothing; a bug (anything that is no
 * `DsBackupError`) spoils everything; and a driver's `'file'` counts only where it can be true.
 */
export function failureScope(failure: unknown, call: FailedCall): ErrorScope {
  if (call.signal?.aborted && failure === call.signal.reason) return 'call';
  if (!DsBackupError.is(failure)) return 'session';
  if (failure.scope === 'file' && !call.fileCanFailAlone) return 'session';
  return failure.scope;
}
