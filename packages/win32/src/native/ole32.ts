import type { NativeFunction } from '../library/native-function.js';
import type { LibraryLoader, NativeLibrary } from '../library/native-library.js';
import { win32Status } from '../status/win32-status.js';
import { Win32Error } from '../win32-error.js';

/** The functions of ole32.dll that this package calls, in Windows' own names. */
export type Ole32 = Awaited<ReturnType<typeof createOle32>>;

/**
 * Binds ole32.dll.
 *
 * @throws {Win32Error} 126 or 127 when the DLL or one of its functions is missing.
 */
export async function createOle32(load: LibraryLoader) {
  const dll = await load('ole32.dll');
  return {
    CoInitializeEx: dll.define('CoInitializeEx', 'hresult', ['pointer', 'uint32']),
    CoInitializeSecurity: dll.define('CoInitializeSecurity', 'hresult', [
      'pointer',
      'int32',
      'pointer',
      'pointer',
      'uint32',
      'uint32',
      'pointer',
      'uint32',
      'pointer',
    ]),
    /** Windows 8 and later; `undefined` before. */
    CoIncrementMTAUsage: await findCoIncrementMTAUsage(load, dll),
    CoTaskMemFree: dll.define('CoTaskMemFree', 'void', ['pointer']),
    /** The library itself: what is set once per process is remembered by it. */
    library: dll,
  };
}

type CoIncrementMTAUsage = NativeFunction<'hresult', readonly ['memory']>;

/** Documented for ole32.dll; it lives in combase.dll, which came with it, so that is asked too. */
async function findCoIncrementMTAUsage(
  load: LibraryLoader,
  ole32: NativeLibrary,
): Promise<CoIncrementMTAUsage | undefined> {
  const find = (dll: NativeLibrary) => dll.find('CoIncrementMTAUsage', 'hresult', ['memory']);
  try {
    return find(ole32) ?? find(await load('combase.dll'));
  } catch (error) {
    if (Win32Error.is(error) && error.status === win32Status.ERROR_MOD_NOT_FOUND) return undefined;
    throw error;
  }
}
