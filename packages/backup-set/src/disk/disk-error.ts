import {
  DsBackupError,
  type ErrorCode,
  isSystemError,
  type SystemError,
  systemFailure,
} from '@dsbackup/session';

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
    native: systemFailure(error),
    cause: error,
  });
}

function reasonOf({ code }: SystemError): string {
  const meaning = meanings[code];
  return meaning === undefined ? code : `${meaning} (${code})`;
}
