import type { ErrorCode } from '@dsbackup/session';
import { win32FromRawOrWrapped, win32Status } from '@dsbackup/win32';
import { type HrName, hrName } from './native/hr-codes.js';

/** What a status means for people: the one word, and whether the same call may succeed later. */
export interface StatusMeaning {
  readonly code: ErrorCode;
  readonly retryable: boolean;
}

/**
 * What a status of ntdsbcli.dll means, by its number alone. A number without a word of its own is `NATIVE_FAILURE`:
 * no guess. Win32 and RPC codes are taken raw and wrapped in an HRESULT, since which of the two the DLL returns
 * is not documented.
 */
export function statusMeaning(status: number): StatusMeaning {
  const win32 = win32FromRawOrWrapped(status);
  const name = hrName(status);
  const code =
    (win32 === undefined ? undefined : win32Codes.get(win32)) ??
    (name === undefined ? undefined : hrErrorCodes[name]) ??
    'NATIVE_FAILURE';
  const passing =
    (name !== undefined && passingNames.has(name)) || (win32 !== undefined && passingWin32.has(win32));
  return { code, retryable: code === 'BACKUP_IN_PROGRESS' || passing };
}

const win32Codes: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [win32Status.ERROR_ACCESS_DENIED, 'ACCESS_DENIED'],
  [win32Status.ERROR_PRIVILEGE_NOT_HELD, 'ACCESS_DENIED'],
  [win32Status.ERROR_LOGON_FAILURE, 'ACCESS_DENIED'],
  [win32Status.ERROR_NOT_ENOUGH_MEMORY, 'OUT_OF_MEMORY'],
  [win32Status.ERROR_OUTOFMEMORY, 'OUT_OF_MEMORY'],
  [win32Status.ERROR_HANDLE_DISK_FULL, 'INSUFFICIENT_STORAGE'],
  [win32Status.ERROR_DISK_FULL, 'INSUFFICIENT_STORAGE'],
  [win32Status.ERROR_FILE_NOT_FOUND, 'SOURCE_MISSING'],
  [win32Status.ERROR_PATH_NOT_FOUND, 'SOURCE_MISSING'],
  [win32Status.ERROR_CRC, 'SOURCE_DAMAGED'],
  [win32Status.ERROR_IO_DEVICE, 'FILE_UNREADABLE'],
  [win32Status.ERROR_SHARING_VIOLATION, 'FILE_UNREADABLE'],
  [win32Status.ERROR_LOCK_VIOLATION, 'FILE_UNREADABLE'],
  [win32Status.ERROR_BAD_NETPATH, 'SERVER_UNAVAILABLE'],
  [win32Status.RPC_S_INVALID_BINDING, 'SERVER_UNAVAILABLE'],
  [win32Status.RPC_S_SERVER_UNAVAILABLE, 'SERVER_UNAVAILABLE'],
  [win32Status.RPC_S_SERVER_TOO_BUSY, 'SERVER_UNAVAILABLE'],
  [win32Status.RPC_S_CALL_FAILED, 'SERVER_UNAVAILABLE'],
  [win32Status.RPC_S_CALL_FAILED_DNE, 'SERVER_UNAVAILABLE'],
]);

const hrErrorCodes: Partial<Record<HrName, ErrorCode>> = {
  hrCouldNotConnect: 'SERVER_UNAVAILABLE',
  hrCommunicationError: 'SERVER_UNAVAILABLE',
  hrBackupInProgress: 'BACKUP_IN_PROGRESS',
  // The engine is recovering, stopping or stopped: the directory is not online for a backup.
  hrBackupNotAllowedYet: 'DIRECTORY_OFFLINE',
  hrTermInProgress: 'DIRECTORY_OFFLINE',
  hrNotInitialized: 'DIRECTORY_OFFLINE',
  hrContentsExpired: 'EXPIRED',
  hrMissingExpiryToken: 'TOKEN_REFUSED',
  hrUnknownExpiryTokenFormat: 'TOKEN_REFUSED',
  hrRestoreInProgress: 'RESTORE_IN_PROGRESS',
  hrRestoreMapExists: 'RESTORE_IN_PROGRESS',
  hrAccessDenied: 'ACCESS_DENIED',
  hrPermissionDenied: 'ACCESS_DENIED',
  hrDiskFull: 'INSUFFICIENT_STORAGE',
  hrLogDiskFull: 'INSUFFICIENT_STORAGE',
  hrOutOfMemory: 'OUT_OF_MEMORY',
  hrOutOfThreads: 'OUT_OF_MEMORY',
  hrOutOfBuffers: 'OUT_OF_MEMORY',
  hrOutOfFileHandles: 'OUT_OF_MEMORY',
  hrOutOfSessions: 'OUT_OF_MEMORY',
  hrTooManyIO: 'OUT_OF_MEMORY',
  hrFileNotFound: 'SOURCE_MISSING',
  hrDatabaseNotFound: 'SOURCE_MISSING',
  hrInvalidPath: 'SOURCE_MISSING',
  hrLogFileNotFound: 'SOURCE_MISSING',
  hrMissingLogFile: 'SOURCE_MISSING',
  hrMissingPreviousLogFile: 'SOURCE_MISSING',
  hrMissingRestoreLogFiles: 'SOURCE_MISSING',
  hrReadVerifyFailure: 'SOURCE_DAMAGED',
  hrLogFileCorrupt: 'SOURCE_DAMAGED',
  hrLogCorrupted: 'SOURCE_DAMAGED',
  hrDatabaseCorrupted: 'SOURCE_DAMAGED',
  hrDatabaseInvalidPages: 'SOURCE_DAMAGED',
  hrCheckpointCorrupt: 'SOURCE_DAMAGED',
  hrBadDbSignature: 'SOURCE_DAMAGED',
  hrBadLogSignature: 'SOURCE_DAMAGED',
  hrBadCheckpointSignature: 'SOURCE_DAMAGED',
  hrDiskIO: 'FILE_UNREADABLE',
  hrFileAccessDenied: 'FILE_UNREADABLE',
};

const passingNames: ReadonlySet<HrName> = new Set<HrName>(['hrBackupNotAllowedYet']);

const passingWin32: ReadonlySet<number> = new Set<number>([
  win32Status.RPC_S_SERVER_UNAVAILABLE,
  win32Status.RPC_S_SERVER_TOO_BUSY,
]);
