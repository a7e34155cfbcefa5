import type { NtdsbcliCallName } from '@dsbackup/ntdsbcli/native';
import type { ErrorCode } from '@dsbackup/session';

/** A status that a call can answer, and the word that must come of it. */
export interface NamedStatus {
  readonly status: number;
  readonly code: ErrorCode;
}

/** Win32 and RPC codes, which come raw or wrapped in an HRESULT: nothing says which of the two the DLL returns. */
const win32: Readonly<Record<number, ErrorCode>> = {
  5: 'ACCESS_DENIED',
  8: 'OUT_OF_MEMORY',
  87: 'NATIVE_FAILURE',
  1702: 'SERVER_UNAVAILABLE',
  1713: 'NATIVE_FAILURE',
  1722: 'SERVER_UNAVAILABLE',
};

/** Codes that stand for the blanket "other Win32 or RPC error" of every page, for engine codes, and for numbers that no header has. */
const anywhere: readonly NamedStatus[] = [
  ...forms(1722),
  ...forms(1713),
  { status: 0xc7ff000d, code: 'SERVER_UNAVAILABLE' }, // hrCommunicationError
  { status: 0xc7ff0002, code: 'NATIVE_FAILURE' }, // hrError
  { status: 0xc80003fe, code: 'FILE_UNREADABLE' }, // hrDiskIO
  { status: 0x88000141, code: 'NATIVE_FAILURE' }, // hrRemainingVersions, a warning of the engine
  { status: 0xc8000321, code: 'NATIVE_FAILURE' }, // an engine error that the header lacks
  { status: 0xdeadbeef, code: 'NATIVE_FAILURE' },
];

const hr = {
  invalidParam: { status: 0xc7ff0001, code: 'NATIVE_FAILURE' },
  invalidHandle: { status: 0xc7ff0003, code: 'NATIVE_FAILURE' },
  restoreInProgress: { status: 0xc7ff0004, code: 'RESTORE_IN_PROGRESS' },
  alreadyOpen: { status: 0xc7ff0005, code: 'NATIVE_FAILURE' },
  couldNotConnect: { status: 0xc7ff0007, code: 'SERVER_UNAVAILABLE' },
  restoreMapExists: { status: 0xc7ff0008, code: 'RESTORE_IN_PROGRESS' },
  missingToken: { status: 0xc7ff000f, code: 'TOKEN_REFUSED' },
  unknownToken: { status: 0xc7ff0010, code: 'TOKEN_REFUSED' },
  expired: { status: 0xc7ff0011, code: 'EXPIRED' },
  backupInProgress: { status: 0xc80001f9, code: 'BACKUP_IN_PROGRESS' },
  badSequence: { status: 0xc8000209, code: 'NATIVE_FAILURE' },
  notAllowedYet: { status: 0xc800020b, code: 'DIRECTORY_OFFLINE' },
  outOfMemory: { status: 0xc80003f3, code: 'OUT_OF_MEMORY' },
  verifyFailure: { status: 0xc80003fa, code: 'SOURCE_DAMAGED' },
  fileNotFound: { status: 0xc8000713, code: 'SOURCE_MISSING' },
} as const satisfies Record<string, NamedStatus>;

/** What the fact sheet names for each call (sections 2, 3 and 7), and what the names of codes in ntdsbmsg.h suggest for it. */
const named: Readonly<Partial<Record<NtdsbcliCallName, readonly NamedStatus[]>>> = {
  DsSetAuthIdentityW: [...forms(5), ...forms(87)],
  DsIsNTDSOnlineW: [...forms(5), ...forms(1702), hr.couldNotConnect],
  DsBackupPrepareW: [
    ...forms(5),
    ...forms(8),
    ...forms(87),
    ...forms(1702),
    hr.couldNotConnect,
    hr.invalidParam,
    hr.backupInProgress,
    hr.notAllowedYet,
  ],
  DsBackupGetDatabaseNamesW: [...forms(5), ...forms(8), ...forms(87)],
  DsBackupOpenFileW: [...forms(5), ...forms(87), hr.alreadyOpen, hr.outOfMemory, hr.fileNotFound],
  DsBackupRead: [...forms(87), hr.verifyFailure, hr.invalidHandle],
  DsBackupClose: [...forms(87), hr.invalidHandle],
  DsBackupGetBackupLogsW: [...forms(5), ...forms(8), ...forms(87), hr.badSequence],
  DsBackupTruncateLogs: [...forms(5), ...forms(87), hr.badSequence],
  DsBackupEnd: [...forms(87), hr.badSequence],
  DsRestorePrepareW: [
    ...forms(5),
    ...forms(87),
    hr.couldNotConnect,
    hr.missingToken,
    hr.unknownToken,
    hr.expired,
    hr.restoreInProgress,
  ],
  DsRestoreGetDatabaseLocationsW: [...forms(5), ...forms(8), ...forms(87)],
  DsRestoreRegisterW: [...forms(5), ...forms(87), hr.missingToken, hr.restoreMapExists],
  DsRestoreRegisterComplete: [...forms(5)],
  DsRestoreEnd: [...forms(87)],
};

/** Every status that a call is made to answer. */
export function statusesOf(call: NtdsbcliCallName): readonly NamedStatus[] {
  return [...(named[call] ?? []), ...anywhere];
}

function forms(status: number): readonly NamedStatus[] {
  const code = win32[status] ?? 'NATIVE_FAILURE';
  return [
    { status, code },
    { status: (0x80070000 | status) >>> 0, code },
  ];
}
