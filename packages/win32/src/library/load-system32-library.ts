import { win32Status, win32Symbol } from '../status/win32-status.js';
import { fillWideBuffer } from '../text/fill-wide-buffer.js';
import { Win32Error } from '../win32-error.js';
import { createNativeLibrary } from './create-native-library.js';
import { loadKoffi } from './load-koffi.js';
import type { NativeFunctionWithLastError } from './native-function.js';
import type { LibraryLoader, NativeLibrary } from './native-library.js';
import { checkDllName, loadSystem32Module } from './system32-module.js';

const loaded = new Map<string, Promise<NativeLibrary>>();

/**
 * The loader for real use: DLLs from System32 only, each loaded once and kept for the life of the process.
 * No option and no environment variable names another place.
 *
 * Rejects with a `Win32Error`: ERROR_MOD_NOT_FOUND (126) when there is no such DLL, which is also the answer
 * off Windows; with a `TypeError` when the name is not a bare one; with an `Error` when koffi's native part is missing.
 */
export const loadSystem32Library: LibraryLoader = async (dllName) => {
  checkDllName(dllName);
  if (process.platform !== 'win32') throw notWindows(dllName);
  const key = dllName.toLowerCase();
  const library = loaded.get(key) ?? (key === KERNEL32 ? bootstrap() : load(key));
  loaded.set(key, library);
  // A DLL that was missing may be there at the next try: a role or a feature was installed.
  library.catch(() => loaded.delete(key));
  return library;
};

const KERNEL32 = 'kernel32.dll';

/** kernel32.dll is in every process already, and Windows never takes it from anywhere but System32 (KnownDLLs). */
async function bootstrap(): Promise<NativeLibrary> {
  const koffi = await loadKoffi();
  const handle = koffi.load(KERNEL32);
  const lastError = handle.func('__stdcall', 'GetLastError', 'uint32_t', []);
  return createNativeLibrary({
    name: KERNEL32,
    resolveSymbol(name) {
      try {
        return handle.symbol(name) as bigint;
      } catch {
        return null;
      }
    },
    readLastError: () => lastError() as number,
  });
}

async function load(dllName: string): Promise<NativeLibrary> {
  const kernel32 = await loadSystem32Library(KERNEL32);
  const LoadLibraryExW = kernel32.defineWithLastError('LoadLibraryExW', 'pointer', [
    'wide-string',
    'pointer',
    'uint32',
  ]);
  const GetProcAddress = kernel32.define('GetProcAddress', 'pointer', ['pointer', 'memory']);
  const GetSystemDirectoryW = kernel32.defineWithLastError('GetSystemDirectoryW', 'uint32', [
    'memory',
    'uint32',
  ]);
  const GetLastError = kernel32.define('GetLastError', 'uint32', []);
  const module = loadSystem32Module(
    {
      LoadLibraryExW: (fileName, flags) => LoadLibraryExW(fileName, null, flags),
      systemDirectory: () => requireSystemDirectory(GetSystemDirectoryW),
    },
    dllName,
  );
  return createNativeLibrary({
    name: dllName,
    // The name of an export is ANSI even for a W function.
    resolveSymbol: (name) => GetProcAddress(module, Buffer.from(`${name}\0`, 'latin1')),
    readLastError: GetLastError,
  });
}

function notWindows(dllName: string): Win32Error {
  const status = win32Status.ERROR_MOD_NOT_FOUND;
  return new Win32Error({
    call: 'LoadLibraryExW',
    domain: 'win32',
    status,
    symbol: win32Symbol(status),
    object: dllName,
    meaning: `It was not even tried: this system is ${process.platform}, not Windows.`,
  });
}

function requireSystemDirectory(
  GetSystemDirectoryW: NativeFunctionWithLastError<'uint32', readonly ['memory', 'uint32']>,
): string {
  let lastError = 0;
  const path = fillWideBuffer((buffer, characters) => {
    const answer = GetSystemDirectoryW(buffer, characters);
    lastError = answer.lastError;
    return answer.value;
  });
  if (path !== undefined) return path;
  const symbol = win32Symbol(lastError);
  throw new Win32Error({ call: 'GetSystemDirectoryW', domain: 'win32', status: lastError, symbol });
}
