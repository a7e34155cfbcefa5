import { DsBackupError } from '@dsbackup/session';
import { hresultFromWin32 } from '@dsbackup/win32';
import { hrCodes } from './native/hr-codes.js';

/**
 * What DsRestoreRegisterComplete is told of a restore that was given up: the status that Windows itself gave, where there is
 * one, else hrError. A raw Win32 code is wrapped: as the positive number that it is, it could pass for success.
 */
export function restoreState(reason: unknown): number {
  const native = DsBackupError.is(reason) ? reason.native : undefined;
  if (native === undefined || native.domain === 'errno' || native.status === 0) return hrCodes.hrError;
  return hresultFromWin32(native.status);
}
