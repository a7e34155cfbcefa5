import {
  type LibraryLoader,
  type NativeMemory,
  outBOOL,
  outPointer,
  outUint32,
  outUint64,
} from '@dsbackup/win32';
import type { DsBlock, DsMemory, HBC, NtdsbcliApi } from './ntdsbcli-api.js';

/** The exports of the DLL that take no part in a restore, declared once, in the order of ntdsbcli.h. */
type Exports = Awaited<ReturnType<typeof loadExports>>;

/**
 * Loads ntdsbcli.dll and binds its backup side.
 *
 * Every call runs on the calling thread and blocks it: all calls on one context must come from one thread, since
 * nothing says that a context can be shared, and koffi's asynchronous calls run on whichever thread is free.
 *
 * Rejects with the `Win32Error` of the loader: ERROR_MOD_NOT_FOUND (126) where there is no such DLL,
 * ERROR_PROC_NOT_FOUND (127) where it lacks an export.
 */
export async function createNtdsbcliApi(loadLibrary: LibraryLoader): Promise<NtdsbcliApi> {
  const dll = await loadExports(loadLibrary);
  return { ...serverCalls(dll), ...fileCalls(dll), ...endingCalls(dll) };
}

async function loadExports(loadLibrary: LibraryLoader) {
  const library = await loadLibrary('ntdsbcli.dll');
  return {
    memory: library.memory,
    DsIsNTDSOnlineW: library.define('DsIsNTDSOnlineW', 'hresult', ['wide-string', 'memory']),
    DsBackupPrepareW: library.define('DsBackupPrepareW', 'hresult', [
      'wide-string',
      'uint32',
      'uint32',
      'memory',
      'memory',
      'memory',
    ]),
    DsBackupGetDatabaseNamesW: library.define('DsBackupGetDatabaseNamesW', 'hresult', [
      'pointer',
      'memory',
      'memory',
    ]),
    DsBackupOpenFileW: library.define('DsBackupOpenFileW', 'hresult', [
      'pointer',
      'wide-string',
      'uint32',
      'memory',
    ]),
    DsBackupRead: library.define('DsBackupRead', 'hresult', ['pointer', 'memory', 'uint32', 'memory']),
    DsBackupClose: library.define('DsBackupClose', 'hresult', ['pointer']),
    DsBackupGetBackupLogsW: library.define('DsBackupGetBackupLogsW', 'hresult', [
      'pointer',
      'memory',
      'memory',
    ]),
    DsBackupTruncateLogs: library.define('DsBackupTruncateLogs', 'hresult', ['pointer']),
    DsBackupEnd: library.define('DsBackupEnd', 'hresult', ['pointer']),
    DsBackupFree: library.define('DsBackupFree', 'void', ['pointer']),
    DsSetAuthIdentityW: library.define('DsSetAuthIdentityW', 'hresult', [
      'wide-string',
      'wide-string',
      'memory',
    ]),
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

/** More than any list of names or token; a size beyond it is no size, and copying that much would end the process. */
const LARGEST_BLOCK = 256 * 1024 * 1024;

/** The pair of out-parameters for memory that the DLL allocates, and its bytes, copied out before anything else. */
function outBlock(memory: NativeMemory) {
  const pv = outPointer();
  const cb = outUint32();
  return {
    pv: pv.memory,
    cb: cb.memory,
    read(): DsBlock {
      const address = pv.read() as DsMemory | null;
      const size = cb.read() ?? 0;
      const copied = address !== null && size <= LARGEST_BLOCK;
      return { pv: address, bytes: copied ? memory.bytes(address, size) : new Uint8Array(0) };
    },
  };
}
