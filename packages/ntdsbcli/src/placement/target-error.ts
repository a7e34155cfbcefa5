import {
  DsBackupError,
  type ErrorCode,
  type ErrorScope,
  isSystemError,
  type SystemError,
  systemFailure,
} from '@dsbackup/session';

/** What was being done when the destination refused. */
export interface TargetStep {
  /** As in `"…" could not be written`. */
  readonly doing: string;
  readonly path: string;
  readonly scope: ErrorScope;
}

/** A failed file system call on the destination as a `DsBackupError`; anything else is given back as it is. */
export function targetError(error: unknown, { doing, path, scope }: TargetStep): unknown {
  if (!isSystemError(error)) return error;
  return new DsBackupError({
    code: codeOf(error),
    message: `"${path}" could not be ${doing}: ${error.code}.`,
    backend: 'ntdsbcli',
    scope,
    native: systemFailure(error),
    cause: error,
  });
}

/** Runs a step on the destination and tells its failure in our words. */
export async function withTargetErrors<T>(step: TargetStep, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw targetError(error, step);
  }
}

function codeOf(error: SystemError): ErrorCode {
  return isSystemError(error, 'ENOSPC', 'EDQUOT', 'EFBIG') ? 'INSUFFICIENT_STORAGE' : 'TARGET_UNWRITABLE';
}
