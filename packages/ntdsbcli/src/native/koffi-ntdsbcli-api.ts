import {
  type LibraryLoader,
  type NativeMemory,
  outBOOL,
  outPointer,
  outUint32,
  outUint64,
} from '@dsbackup/win32';
import { type BoundFunctions, bindFunctions } from './bound-functions.js';
import { koffiRestoreCalls } from './koffi-restore-calls.js';
import type { HBC, NtdsbcliApi } from './ntdsbcli-api.js';
import { outBlock } from './out-block.js';

const backupSide = [
  'DsIsNTDSOnlineW',
  'DsBackupPrepareW',
  'DsBackupGetDatabaseNamesW',
  'DsBackupOpenFileW',
  'DsBackupRead',
  'DsBackupClose',
  'DsBackupGetBackupLogsW',
  'DsBackupTruncateLogs',
  'DsBackupEnd',
  'DsBackupFree',
  'DsSetAuthIdentityW',
] as const;

interface Exports extends Pick<BoundFunctions, (typeof backupSide)[number]> {
  readonly memory: NativeMemory;
}

/**
 * Loads ntdsbcli.dll and binds it.
 *
 * Every call runs on the calling thread and blocks it: all calls on one context must come from one thread, since
 * nothing says that a context can be shared, and koffi's asynchronous calls run on whichever thread is free.
 *
 * Rejects with the `Win32Error` of the loader: ERROR_MOD_NOT_FOUND (126) where there is no such DLL,
 * ERROR_PROC_NOT_FOUND (127) where it lacks an export that a backup needs.
 */
export async function createNtdsbcliApi(loadLibrary: LibraryLoader): Promise<NtdsbcliApi> {
  const library = await loadLibrary('ntdsbcli.dll');
  const dll = { ...bindFunctions(library, backupSide), memory: library.memory };
  return {
    ...serverCalls(dll),
    ...fileCalls(dll),
    ...endingCalls(dll),
    ...koffiRestoreCalls(library),
    // The signature is a placeholder that is never used: nothing public says what the function takes.
    hasDsRestoreCheckExpiryToken: library.find('DsRestoreCheckExpiryToken', 'hresult', []) !== undefined,
  };
}

function serverCalls(
  dll: Exports,
): Pick<NtdsbcliApi, 'DsIsNTDSOnlineW' | 'DsSetAuthIdentityW' | 'DsBackupPrepareW'> {
  return {
    async DsIsNTDSOnlineW(szServerName) {
      const online = outBOOL();
      const status = dll.DsIsNTDSOnlineW(szServerName, online.memory);
      return { status, fNTDSOnline: online.read() };
    },
    async DsSetAuthIdentityW(szUserName, szDomainName, szPassword) {
      return dll.DsSetAuthIdentityW(szUserName, szDomainName, szPassword);
    },
    async DsBackupPrepareW(szBackupServer, grbit, btFlag) {
      const block = outBlock(dll.memory);
      const hbc = outPointer();
      const status = dll.DsBackupPrepareW(szBackupServer, grbit, btFlag, block.pv, block.cb, hbc.memory);
      return { status, expiryToken: block.read(), hbc: hbc.read() as HBC | null };
    },
  };
}

function fileCalls(
  dll: Exports,
): Pick<
  NtdsbcliApi,
  | 'DsBackupGetDatabaseNamesW'
  | 'DsBackupGetBackupLogsW'
  | 'DsBackupOpenFileW'
  | 'DsBackupRead'
  | 'DsBackupClose'
> {
  return {
    async DsBackupGetDatabaseNamesW(hbc) {
      const block = outBlock(dll.memory);
      const status = dll.DsBackupGetDatabaseNamesW(hbc, block.pv, block.cb);
      return { status, attachmentInfo: block.read() };
    },
    async DsBackupGetBackupLogsW(hbc) {
      const block = outBlock(dll.memory);
      const status = dll.DsBackupGetBackupLogsW(hbc, block.pv, block.cb);
      return { status, backupLogFiles: block.read() };
    },
    async DsBackupOpenFileW(hbc, szAttachmentName, cbReadHintSize) {
      const size = outUint64();
      const status = dll.DsBackupOpenFileW(hbc, szAttachmentName, cbReadHintSize, size.memory);
      const liFileSize = size.read();
      return { status, liFileSize: liFileSize === undefined ? undefined : BigInt.asIntN(64, liFileSize) };
    },
    async DsBackupRead(hbc, pvBuffer) {
      const read = outUint32();
      const status = dll.DsBackupRead(hbc, pvBuffer, pvBuffer.length, read.memory);
      return { status, cbRead: read.read() };
    },
    async DsBackupClose(hbc) {
      return dll.DsBackupClose(hbc);
    },
  };
}

function endingCalls(
  dll: Exports,
): Pick<NtdsbcliApi, 'DsBackupTruncateLogs' | 'DsBackupEnd' | 'DsBackupFree'> {
  return {
    async DsBackupTruncateLogs(hbc) {
      return dll.DsBackupTruncateLogs(hbc);
    },
    async DsBackupEnd(hbc) {
      return dll.DsBackupEnd(hbc);
    },
    async DsBackupFree(pvBuffer) {
      dll.DsBackupFree(pvBuffer);
    },
  };
}
