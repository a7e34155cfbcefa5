/** The codes that the simulated ntdsbcli.dll answers: ntdsbmsg.h and winerror.h (fact sheet, sections 6 and 7). */
export const status = {
  hrNone: 0,
  ERROR_HANDLE_EOF: 38,
  ERROR_INVALID_PARAMETER: 87,
  RPC_S_INVALID_BINDING: 1702,
  hrInvalidHandle: 0xc7ff0003,
  hrRestoreInProgress: 0xc7ff0004,
  hrAlreadyOpen: 0xc7ff0005,
  hrCouldNotConnect: 0xc7ff0007,
  hrRestoreMapExists: 0xc7ff0008,
  hrMissingExpiryToken: 0xc7ff000f,
  hrUnknownExpiryTokenFormat: 0xc7ff0010,
  hrContentsExpired: 0xc7ff0011,
  hrBackupInProgress: 0xc80001f9,
  hrInvalidBackupSequence: 0xc8000209,
  hrReadVerifyFailure: 0xc80003fa,
  hrDiskIO: 0xc80003fe,
  hrFileAccessDenied: 0xc8000408,
  hrFileNotFound: 0xc8000713,
} as const;

const FACILITY_WIN32 = 0x80070000;

/** A Win32 code as HRESULT_FROM_WIN32 wraps it; anything else as it is. */
export function wrapped(code: number): number {
  return code > 0 && code <= 0xffff ? FACILITY_WIN32 + code : code;
}
