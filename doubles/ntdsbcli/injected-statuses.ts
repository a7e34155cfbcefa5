import { hrCodes } from '@dsbackup/ntdsbcli/native';
import type { ErrorCode } from '@dsbackup/session';

/** A status that a call is made to answer, and the one word that must come of it; without one only the number is looked at. */
export interface InjectedStatus {
  readonly status: number;
  readonly code?: ErrorCode;
}

/** Codes of Win32 and RPC that the documentation names for these functions, and others that must be expected by it. */
const win32: readonly (readonly [number, ErrorCode])[] = [
  [5, 'ACCESS_DENIED'],
  [8, 'OUT_OF_MEMORY'],
  [38, 'NATIVE_FAILURE'],
  [87, 'NATIVE_FAILURE'],
  [112, 'INSUFFICIENT_STORAGE'],
  [1702, 'SERVER_UNAVAILABLE'],
  [1713, 'NATIVE_FAILURE'],
  [1722, 'SERVER_UNAVAILABLE'],
];

const others: readonly InjectedStatus[] = [
  { status: hrCodes.hrInvalidParam, code: 'NATIVE_FAILURE' },
  { status: hrCodes.hrInvalidHandle, code: 'NATIVE_FAILURE' },
  { status: hrCodes.hrCouldNotConnect, code: 'SERVER_UNAVAILABLE' },
  { status: hrCodes.hrBackupInProgress, code: 'BACKUP_IN_PROGRESS' },
  { status: hrCodes.hrBackupNotAllowedYet, code: 'DIRECTORY_OFFLINE' },
  { status: hrCodes.hrReadVerifyFailure, code: 'SOURCE_DAMAGED' },
  { status: hrCodes.hrMissingExpiryToken, code: 'TOKEN_REFUSED' },
  { status: hrCodes.hrUnknownExpiryTokenFormat, code: 'TOKEN_REFUSED' },
  { status: hrCodes.hrContentsExpired, code: 'EXPIRED' },
  { status: hrCodes.hrRestoreInProgress, code: 'RESTORE_IN_PROGRESS' },
  { status: hrCodes.hrRestoreMapExists, code: 'RESTORE_IN_PROGRESS' },
  // A newer error and a warning of the database engine, and something that is nobody's.
  { status: 0xc8000321, code: 'NATIVE_FAILURE' },
  { status: 0x8800032e, code: 'NATIVE_FAILURE' },
  { status: 0xdeadbeef, code: 'NATIVE_FAILURE' },
];

/** Win32 codes raw and wrapped, since nothing says which of the two the DLL returns; at full count every code of ntdsbmsg.h. */
export const injectedStatuses: readonly InjectedStatus[] = [
  ...win32.flatMap(([status, code]) => [
    { status, code },
    { status: (0x80070000 | status) >>> 0, code },
  ]),
  ...others,
  ...(process.env.DSBACKUP_FULL === '1' ? Object.values(hrCodes).filter((status) => status !== 0) : []).map(
    (status) => ({ status }),
  ),
];

/** Whether a status is ERROR_HANDLE_EOF: for DsBackupRead it is no failure but the end. */
export function isEndOfFileStatus({ status }: InjectedStatus): boolean {
  return status === 38 || status === 0x80070026;
}

/**
 * A function that answers all statuses, or the next so many of them each time it is asked, so that each has its turn.
 */
export function rotatingSample(count: number): () => readonly InjectedStatus[] {
  let turn = 0;
  return () => {
    if (count >= injectedStatuses.length) return injectedStatuses;
    const sample = Array.from({ length: count }, (_, index) => {
      return injectedStatuses[(turn + index) % injectedStatuses.length];
    });
    turn += count;
    return sample.filter((status) => status !== undefined);
  };
}
