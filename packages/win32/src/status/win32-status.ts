/**
 * The Win32 and RPC codes that this project meets by name, with their values in winerror.h.
 *
 * Source: https://learn.microsoft.com/windows/win32/debug/system-error-codes
 */
export const win32Status = {
  ERROR_SUCCESS: 0,
  ERROR_INVALID_FUNCTION: 1,
  ERROR_FILE_NOT_FOUND: 2,
  ERROR_PATH_NOT_FOUND: 3,
  ERROR_ACCESS_DENIED: 5,
  ERROR_INVALID_HANDLE: 6,
  ERROR_NOT_ENOUGH_MEMORY: 8,
  ERROR_OUTOFMEMORY: 14,
  ERROR_NO_MORE_FILES: 18,
  ERROR_WRITE_PROTECT: 19,
  ERROR_NOT_READY: 21,
  ERROR_CRC: 23,
  ERROR_SHARING_VIOLATION: 32,
  ERROR_LOCK_VIOLATION: 33,
  ERROR_HANDLE_EOF: 38,
  ERROR_HANDLE_DISK_FULL: 39,
  ERROR_NOT_SUPPORTED: 50,
  ERROR_BAD_NETPATH: 53,
  ERROR_FILE_EXISTS: 80,
  ERROR_INVALID_PARAMETER: 87,
  ERROR_DISK_FULL: 112,
  ERROR_CALL_NOT_IMPLEMENTED: 120,
  ERROR_INSUFFICIENT_BUFFER: 122,
  ERROR_INVALID_NAME: 123,
  ERROR_MOD_NOT_FOUND: 126,
  ERROR_PROC_NOT_FOUND: 127,
  ERROR_ALREADY_EXISTS: 183,
  ERROR_BAD_EXE_FORMAT: 193,
  ERROR_FILENAME_EXCED_RANGE: 206,
  ERROR_MORE_DATA: 234,
  ERROR_NOACCESS: 998,
  ERROR_IO_DEVICE: 1117,
  ERROR_DLL_INIT_FAILED: 1114,
  ERROR_DLL_NOT_FOUND: 1157,
  ERROR_NOT_FOUND: 1168,
  ERROR_CANCELLED: 1223,
  ERROR_NOT_ALL_ASSIGNED: 1300,
  ERROR_INVALID_OWNER: 1307,
  ERROR_NO_SUCH_PRIVILEGE: 1313,
  ERROR_PRIVILEGE_NOT_HELD: 1314,
  ERROR_LOGON_FAILURE: 1326,
  ERROR_INVALID_SECURITY_DESCR: 1338,
  RPC_S_INVALID_BINDING: 1702,
  RPC_S_ALREADY_LISTENING: 1713,
  RPC_S_SERVER_UNAVAILABLE: 1722,
  RPC_S_SERVER_TOO_BUSY: 1723,
  RPC_S_CALL_FAILED: 1726,
  RPC_S_CALL_FAILED_DNE: 1727,
  ERROR_NOT_A_REPARSE_POINT: 4390,
} as const;

const symbols = new Map<number, string>(
  Object.entries(win32Status).map(([symbol, status]) => [status, symbol]),
);

/** A Win32 code as an unsigned 32-bit number, whether it arrived signed or not. */
export function toWin32Status(status: number): number {
  return status >>> 0;
}

/** Whether a Win32 code is a failure: everything but 0 is, since raw codes are positive. */
export function isWin32Failure(status: number): boolean {
  return status !== 0;
}

/** The name of a Win32 code, or `undefined` when it is not one we know. */
export function win32Symbol(status: number): string | undefined {
  return symbols.get(toWin32Status(status));
}

/** A Win32 code for people: `ERROR_ACCESS_DENIED (5)`, or the number alone. */
export function formatWin32Status(status: number): string {
  const symbol = win32Symbol(status);
  return symbol === undefined ? `${toWin32Status(status)}` : `${symbol} (${toWin32Status(status)})`;
}
