import type { LibraryLoader } from '../library/native-library.js';

/** The functions of kernel32.dll that this package calls, in Windows' own names. */
export type Kernel32 = Awaited<ReturnType<typeof createKernel32>>;

/**
 * Binds kernel32.dll.
 *
 * @throws {Win32Error} 126 or 127 when the DLL or one of its functions is missing.
 */
export async function createKernel32(load: LibraryLoader) {
  const dll = await load('kernel32.dll');
  return {
    CloseHandle: dll.define('CloseHandle', 'BOOL', ['pointer']),
    CreateFileW: dll.defineWithLastError('CreateFileW', 'pointer', [
      'wide-string',
      'uint32',
      'uint32',
      'memory',
      'uint32',
      'uint32',
      'pointer',
    ]),
    ExpandEnvironmentStringsW: dll.defineWithLastError('ExpandEnvironmentStringsW', 'uint32', [
      'wide-string',
      'memory',
      'uint32',
    ]),
    FormatMessageW: dll.define('FormatMessageW', 'uint32', [
      'uint32',
      'pointer',
      'uint32',
      'uint32',
      'memory',
      'uint32',
      'pointer',
    ]),
    GetComputerNameW: dll.defineWithLastError('GetComputerNameW', 'BOOL', ['memory', 'memory']),
    GetCurrentProcess: dll.define('GetCurrentProcess', 'pointer', []),
    GetFileAttributesW: dll.defineWithLastError('GetFileAttributesW', 'uint32', ['wide-string']),
    GetFileInformationByHandleEx: dll.defineWithLastError('GetFileInformationByHandleEx', 'BOOL', [
      'pointer',
      'int32',
      'memory',
      'uint32',
    ]),
    GetSystemDirectoryW: dll.defineWithLastError('GetSystemDirectoryW', 'uint32', ['memory', 'uint32']),
    GetVolumeNameForVolumeMountPointW: dll.defineWithLastError('GetVolumeNameForVolumeMountPointW', 'BOOL', [
      'wide-string',
      'memory',
      'uint32',
    ]),
    GetVolumePathNameW: dll.defineWithLastError('GetVolumePathNameW', 'BOOL', [
      'wide-string',
      'memory',
      'uint32',
    ]),
    GetWindowsDirectoryW: dll.defineWithLastError('GetWindowsDirectoryW', 'uint32', ['memory', 'uint32']),
    IsWow64Process: dll.defineWithLastError('IsWow64Process', 'BOOL', ['pointer', 'memory']),
    LocalFree: dll.define('LocalFree', 'pointer', ['pointer']),
    /** How memory that the functions above gave is read. */
    memory: dll.memory,
  };
}
