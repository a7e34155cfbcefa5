import { win32Status, win32Symbol } from '../status/win32-status.js';
import { Win32Error } from '../win32-error.js';
import type { WithLastError } from './native-function.js';

/** Look in System32 and nowhere else. Windows 8 and later, and older ones with KB2533623. */
export const LOAD_LIBRARY_SEARCH_SYSTEM32 = 0x800;
/** Look for what the DLL itself needs beside the DLL first, not beside the program. Only with an absolute path. */
export const LOAD_WITH_ALTERED_SEARCH_PATH = 0x8;

/** The two calls that finding a DLL takes. */
export interface ModuleCalls {
  LoadLibraryExW(fileName: string, flags: number): WithLastError<bigint | null>;
  /** System32's absolute path, without a backslash at its end. */
  systemDirectory(): string;
}

/**
 * Loads a DLL from System32 and gives its module handle. Never looks in the working directory, the program's folder
 * or PATH: whoever can write there would run code as the backup operator.
 *
 * Where Windows does not know LOAD_LIBRARY_SEARCH_SYSTEM32 it answers ERROR_INVALID_PARAMETER; the absolute path
 * serves then. Source: https://learn.microsoft.com/windows/win32/api/libloaderapi/nf-libloaderapi-loadlibraryexw
 *
 * @throws {Win32Error} ERROR_MOD_NOT_FOUND (126) when System32 has no such DLL, or whatever Windows said.
 * @throws {TypeError} when `dllName` is not a bare name ending in `.dll`.
 */
export function loadSystem32Module(calls: ModuleCalls, dllName: string): bigint {
  checkDllName(dllName);
  let answer = calls.LoadLibraryExW(dllName, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (answer.value === null && answer.lastError === win32Status.ERROR_INVALID_PARAMETER) {
    answer = calls.LoadLibraryExW(`${calls.systemDirectory()}\\${dllName}`, LOAD_WITH_ALTERED_SEARCH_PATH);
  }
  if (answer.value === null) throw loadFailure(dllName, answer.lastError);
  return answer.value;
}

/** @throws {TypeError} when `dllName` is anything but a bare name: a path could lead out of System32. */
export function checkDllName(dllName: string): void {
  if (!/^[a-z0-9_-]+\.dll$/i.test(dllName)) throw new TypeError(`"${dllName}" is not the bare name of a DLL`);
}

function loadFailure(dllName: string, status: number): Win32Error {
  return new Win32Error({
    call: 'LoadLibraryExW',
    domain: 'win32',
    status,
    symbol: win32Symbol(status),
    object: dllName,
    meaning: meanings.get(status),
  });
}

const meanings = new Map<number, string>([
  [
    win32Status.ERROR_MOD_NOT_FOUND,
    'System32 has no such DLL, or one that it needs is missing. DLLs are loaded from System32 only.',
  ],
  [
    win32Status.ERROR_BAD_EXE_FORMAT,
    'The DLL is made for another processor than this Node.js; use the Node.js build of this Windows.',
  ],
]);
