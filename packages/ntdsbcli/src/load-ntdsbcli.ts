import { type LibraryLoader, loadSystem32Library } from '@dsbackup/win32';
import { createNtdsbcliApi } from './native/koffi-ntdsbcli-api.js';
import type { NtdsbcliApi } from './native/ntdsbcli-api.js';

/**
 * Loads ntdsbcli.dll from System32. Neither an option nor an environment variable names another DLL; only a caller
 * that brings a loader of its own, as tests do, gets another one.
 *
 * Rejects with a `Win32Error` as `createNtdsbcliApi` does.
 */
export function loadNtdsbcli(loadLibrary: LibraryLoader = loadSystem32Library): Promise<NtdsbcliApi> {
  return createNtdsbcliApi(loadLibrary);
}
