import type { LibraryLoader } from '../library/native-library.js';

/** The functions of advapi32.dll that this package calls, in Windows' own names. */
export type Advapi32 = Awaited<ReturnType<typeof createAdvapi32>>;

/**
 * Binds advapi32.dll.
 *
 * @throws {Win32Error} 126 or 127 when the DLL or one of its functions is missing.
 */
export async function createAdvapi32(load: LibraryLoader) {
  const dll = await load('advapi32.dll');
  return {
    OpenProcessToken: dll.defineWithLastError('OpenProcessToken', 'BOOL', ['pointer', 'uint32', 'memory']),
    LookupPrivilegeValueW: dll.defineWithLastError('LookupPrivilegeValueW', 'BOOL', [
      'wide-string',
      'wide-string',
      'memory',
    ]),
    AdjustTokenPrivileges: dll.defineWithLastError('AdjustTokenPrivileges', 'BOOL', [
      'pointer',
      'BOOL',
      'memory',
      'uint32',
      'memory',
      'memory',
    ]),
    GetSecurityInfo: dll.define('GetSecurityInfo', 'uint32', [
      'pointer',
      'int32',
      'uint32',
      'memory',
      'memory',
      'memory',
      'memory',
      'memory',
    ]),
    SetNamedSecurityInfoW: dll.define('SetNamedSecurityInfoW', 'uint32', [
      'wide-string',
      'int32',
      'uint32',
      'pointer',
      'pointer',
      'pointer',
      'pointer',
    ]),
    GetSecurityDescriptorDacl: dll.defineWithLastError('GetSecurityDescriptorDacl', 'BOOL', [
      'pointer',
      'memory',
      'memory',
      'memory',
    ]),
    ConvertSecurityDescriptorToStringSecurityDescriptorW: dll.defineWithLastError(
      'ConvertSecurityDescriptorToStringSecurityDescriptorW',
      'BOOL',
      ['pointer', 'uint32', 'uint32', 'memory', 'memory'],
    ),
    ConvertStringSecurityDescriptorToSecurityDescriptorW: dll.defineWithLastError(
      'ConvertStringSecurityDescriptorToSecurityDescriptorW',
      'BOOL',
      ['wide-string', 'uint32', 'memory', 'memory'],
    ),
  };
}
