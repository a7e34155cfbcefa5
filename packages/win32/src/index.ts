export {
  type ComSecurity,
  type ComSecurityPolicy,
  setComSecurity,
  type WindowsVersion,
} from './com/com-security.js';
export { type ComStart, startCom } from './com/start-com.js';
export { createUnknown, type UnknownMethods } from './com/unknown.js';
export { type VtableMethod, type VtableMethodFields, vtableMethod } from './com/vtable-method.js';
export { type FileAttributes, fileAttribute, readFileAttributes } from './file/file-attributes.js';
export { readVolumeName, readVolumePath } from './file/volume.js';
export { createNativeLibrary, type SymbolSource } from './library/create-native-library.js';
export { loadNativeMemory } from './library/load-native-memory.js';
export { loadSystem32Library } from './library/load-system32-library.js';
export type {
  CallableNative,
  NativeFunction,
  NativeFunctionWithLastError,
  WithLastError,
} from './library/native-function.js';
export type { LibraryLoader, NativeLibrary } from './library/native-library.js';
export type { NativeMemory } from './library/native-memory.js';
export type {
  ParameterTuple,
  ParameterType,
  ParameterValues,
  ResultType,
  ResultValues,
  Signature,
} from './library/native-type.js';
export {
  type OutParameter,
  outBOOL,
  outBool,
  outPointer,
  outUint32,
  outUint64,
} from './library/out-parameter.js';
export { type Advapi32, createAdvapi32 } from './native/advapi32.js';
export { createKernel32, type Kernel32 } from './native/kernel32.js';
export { createNtdll, type Ntdll } from './native/ntdll.js';
export { createOle32, type Ole32 } from './native/ole32.js';
export { type EnabledPrivileges, enablePrivileges, type Privilege } from './security/enable-privileges.js';
export { PROTECTED_FOLDER_SDDL, protectFolder } from './security/protect-folder.js';
export { readSecurityDescriptor } from './security/security-descriptor.js';
export {
  formatHresult,
  hresult,
  hresultFacility,
  hresultFromWin32,
  hresultSymbol,
  isHresultFailure,
  toHresult,
  win32FromHresult,
  win32FromRawOrWrapped,
} from './status/hresult.js';
export { systemErrorText } from './status/system-error-text.js';
export {
  formatWin32Status,
  isWin32Failure,
  toWin32Status,
  win32Status,
  win32Symbol,
} from './status/win32-status.js';
export { readComputerName } from './system/computer-name.js';
export { type OsVersion, readOsVersion } from './system/os-version.js';
export { type ProcessBitness, readProcessBitness } from './system/process-bitness.js';
export {
  expandEnvironmentStrings,
  readSystemDirectory,
  readWindowsDirectory,
} from './system/system-paths.js';
export { type Bstr, type BstrCalls, createBstrCalls } from './text/bstr.js';
export { formatGuid, GUID_SIZE, isGuid, parseGuid } from './text/guid.js';
export { formatMultiString, type MultiString, parseMultiString } from './text/multi-string.js';
export { decodeWideString, decodeWideText, encodeWideString } from './text/wide-string.js';
export { Win32Error, type Win32ErrorFields } from './win32-error.js';
