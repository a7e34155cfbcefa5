import type { LibraryLoader } from '../library/native-library.js';

/** The functions of ntdll.dll that this package calls, in Windows' own names. */
export type Ntdll = Awaited<ReturnType<typeof createNtdll>>;

/**
 * Binds ntdll.dll.
 *
 * @throws {Win32Error} 126 or 127 when the DLL or one of its functions is missing.
 */
export async function createNtdll(load: LibraryLoader) {
  const dll = await load('ntdll.dll');
  return { RtlGetVersion: dll.define('RtlGetVersion', 'int32', ['memory']) };
}
