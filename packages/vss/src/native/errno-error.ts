import { Win32Error, win32Status } from '@dsbackup/win32';

const codes: ReadonlyMap<number, string> = new Map([
  [win32Status.ERROR_FILE_NOT_FOUND, 'ENOENT'],
  [win32Status.ERROR_PATH_NOT_FOUND, 'ENOENT'],
  [win32Status.ERROR_INVALID_NAME, 'ENOENT'],
  [win32Status.ERROR_ACCESS_DENIED, 'EACCES'],
  [win32Status.ERROR_PRIVILEGE_NOT_HELD, 'EPERM'],
  [win32Status.ERROR_SHARING_VIOLATION, 'EBUSY'],
  [win32Status.ERROR_LOCK_VIOLATION, 'EBUSY'],
]);

/** An error with an errno-style `code`, as Node's own file functions reject with. */
export function errnoError(code: string, message: string, cause?: unknown): Error {
  const error = new Error(`${code}: ${message}`, cause === undefined ? undefined : { cause });
  return Object.assign(error, { code });
}

/**
 * Gives what Windows refused an errno-style `code`, `EIO` where there is no nearer one. Node says `UNKNOWN` of Windows
 * errors that it has no code for. Errors that have a code stay as they are; so do mistakes, which have none.
 */
export function toErrnoError(error: unknown): unknown {
  if (Win32Error.is(error)) return errnoError(codes.get(error.status) ?? 'EIO', error.message, error);
  if (error instanceof Error && 'code' in error && error.code === 'UNKNOWN') {
    return errnoError('EIO', error.message, error);
  }
  return error;
}
