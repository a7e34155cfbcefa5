import { DsBackupError, type ErrorCode } from '@dsbackup/session';

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

/** How to tell of a failed file system call. */
export interface DiskFailure {
  /** What was being done, as in `could not write`. */
  readonly doing: string;
  readonly path: string;
  readonly code: ErrorCode;
  readonly hint?: string;
}

/** What the operator has to know and the operating system's word doesn't say. */
const meanings: Readonly<Record<string, string>> = {
  EROFS: 'the file system is read-only',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota is used up',
  EIO: 'the disk failed',
};

/** A failed file system call as a `DsBackupError`; anything else is given back as it is. */
export function diskError(error: unknown, failure: DiskFailure): unknown {
  if (!isSystemError(error)) return error;
  return new DsBackupError({
    code: failure.code,
    message: `dsbackup ${failure.doing} ${failure.path}: ${reasonOf(error)}.`,
    hint: failure.hint,
    scope: 'call',
    native: {
      call: error.syscall ?? 'fs',
      domain: 'errno',
      status: Math.abs(error.errno ?? 0),
      symbol: error.code,
    },
    cause: error,
  });
}

function reasonOf({ code }: SystemError): string {
  const meaning = meanings[code];
  return meaning === undefined ? code : `${meaning} (${code})`;
}
