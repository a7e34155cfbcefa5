import { DsBackupError, type ErrorCode, type ErrorScope } from '@dsbackup/session';

/** An error of Node's file system calls. */
interface SystemError extends Error {
  readonly code: string;
  readonly errno?: number;
  readonly syscall?: string;
}

/** Whether `value` is an error of a file system call, with one of `codes` if any are given. */
export function isSystemError(value: unknown, ...codes: readonly string[]): value is SystemError {
  const code = value instanceof Error && 'code' in value ? value.code : undefined;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return false;
  return codes.length === 0 || codes.includes(code);
}

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
    native: {
      call: error.syscall ?? 'fs',
      domain: 'errno',
      status: Math.abs(error.errno ?? 0),
      symbol: error.code,
    },
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
