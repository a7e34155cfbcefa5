import { DsBackupError, type ErrorCode } from '@dsbackup/session';
import { Win32Error, win32FromHresult } from '@dsbackup/win32';

// winerror.h
const ERROR_ACCESS_DENIED = 5;
const ERROR_MOD_NOT_FOUND = 126;
const ERROR_PROC_NOT_FOUND = 127;

const codes: ReadonlyMap<number, ErrorCode> = new Map([
  [ERROR_ACCESS_DENIED, 'ACCESS_DENIED'],
  [ERROR_MOD_NOT_FOUND, 'NO_BACKEND'],
  [ERROR_PROC_NOT_FOUND, 'NO_BACKEND'],
]);

/** What Windows refused while a host was being asked, as the one error of dsbackup; anything else as it is. */
export function fromWin32Error(error: unknown): unknown {
  if (!Win32Error.is(error)) return error;
  const { call, domain, status, symbol, message } = error;
  const win32 = domain === 'win32' ? status : win32FromHresult(status);
  return new DsBackupError({
    code: (win32 === undefined ? undefined : codes.get(win32)) ?? 'NATIVE_FAILURE',
    message: `${message}.`.replace(/\.\.$/, '.'),
    native: { call, domain, status, symbol },
    cause: error,
  });
}
