import { win32Symbol } from './win32-status.js';

/**
 * The HRESULTs of COM itself that this project meets by name, with their values in winerror.h.
 * Those of an API (`VSS_E_...`, `hr...`) belong to the package that calls it.
 *
 * Source: https://learn.microsoft.com/windows/win32/com/com-error-codes-1
 */
export const hresult = {
  S_OK: 0,
  S_FALSE: 1,
  E_NOTIMPL: 0x80004001,
  E_NOINTERFACE: 0x80004002,
  E_POINTER: 0x80004003,
  E_ABORT: 0x80004004,
  E_FAIL: 0x80004005,
  E_UNEXPECTED: 0x8000ffff,
  RPC_E_CALL_REJECTED: 0x80010001,
  RPC_E_CHANGED_MODE: 0x80010106,
  RPC_E_WRONG_THREAD: 0x8001010e,
  RPC_E_TOO_LATE: 0x80010119,
  CO_E_NOTINITIALIZED: 0x800401f0,
  REGDB_E_CLASSNOTREG: 0x80040154,
  E_ACCESSDENIED: 0x80070005,
  E_HANDLE: 0x80070006,
  E_OUTOFMEMORY: 0x8007000e,
  E_INVALIDARG: 0x80070057,
} as const;

const symbols = new Map<number, string>(Object.entries(hresult).map(([symbol, status]) => [status, symbol]));

const FACILITY_WIN32 = 7;

/** An HRESULT as an unsigned 32-bit number, whether it arrived signed or not. */
export function toHresult(status: number): number {
  return status >>> 0;
}

/** Whether an HRESULT is a failure: its top bit is set. A raw Win32 code never is, so never ask this of one. */
export function isHresultFailure(status: number): boolean {
  return toHresult(status) >= 0x80000000;
}

/** The part of Windows that an HRESULT comes from: 7 is Win32, 4 is an interface's own. */
export function hresultFacility(status: number): number {
  return (toHresult(status) >>> 16) & 0x7ff;
}

/**
 * The name of an HRESULT, or `undefined` when it is not one we know.
 * A wrapped Win32 code goes by the Win32 name: 0x800706BA is `RPC_S_SERVER_UNAVAILABLE`.
 */
export function hresultSymbol(status: number): string | undefined {
  const known = symbols.get(toHresult(status));
  if (known !== undefined) return known;
  const win32 = win32FromHresult(status);
  return win32 === undefined ? undefined : win32Symbol(win32);
}

/** An HRESULT for people: `E_ACCESSDENIED (0x80070005)`, or the number alone. */
export function formatHresult(status: number): string {
  const number = `0x${toHresult(status).toString(16).toUpperCase().padStart(8, '0')}`;
  const symbol = hresultSymbol(status);
  return symbol === undefined ? number : `${symbol} (${number})`;
}

/** `HRESULT_FROM_WIN32`: 5 becomes 0x80070005. 0, and a value that is an HRESULT failure already, stay as they are. */
export function hresultFromWin32(status: number): number {
  if (status === 0 || isHresultFailure(status)) return toHresult(status);
  return ((status & 0xffff) | (FACILITY_WIN32 << 16) | 0x80000000) >>> 0;
}

/** The Win32 code that an HRESULT wraps (0x80070005 gives 5), or `undefined` when it wraps none. */
export function win32FromHresult(status: number): number | undefined {
  const wraps = isHresultFailure(status) && hresultFacility(status) === FACILITY_WIN32;
  return wraps ? status & 0xffff : undefined;
}

/**
 * The Win32 code of a status that may be raw or wrapped: 38 and 0x80070026 both give 38.
 * `undefined` for an HRESULT failure of another facility. For APIs of which nobody says which form they return.
 */
export function win32FromRawOrWrapped(status: number): number | undefined {
  return isHresultFailure(status) ? win32FromHresult(status) : toHresult(status);
}
