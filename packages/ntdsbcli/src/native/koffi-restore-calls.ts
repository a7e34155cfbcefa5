import { type NativeLibrary, outPointer } from '@dsbackup/win32';
import { bindFunction } from './bound-functions.js';
import { encodeEDB_RSTMAPW } from './edb-rstmap.js';
import type { HBC, NtdsbcliApi } from './ntdsbcli-api.js';
import { outBlock } from './out-block.js';

/** The calls of the restore side. */
export type RestoreCalls = Pick<
  NtdsbcliApi,
  | 'DsRestorePrepareW'
  | 'DsRestoreGetDatabaseLocationsW'
  | 'DsRestoreRegisterW'
  | 'DsRestoreRegisterComplete'
  | 'DsRestoreEnd'
  | 'DsSetCurrentBackupLogW'
>;

/**
 * The restore side of a loaded DLL. Each function is looked up when it is first called, and a call rejects with
 * ERROR_PROC_NOT_FOUND (127) where it is missing: Microsoft's tables say "None supported" of some, and a DLL without
 * them can still back up.
 */
export function koffiRestoreCalls(library: NativeLibrary): RestoreCalls {
  return {
    async DsRestorePrepareW(szServerName, rtFlag, expiryToken) {
      const prepare = bindFunction(library, 'DsRestorePrepareW');
      const hbc = outPointer();
      // The bytes are the caller's and are only read; NULL asks for the restricted handle.
      const size = expiryToken?.length ?? 0;
      const status = prepare(szServerName, rtFlag, expiryToken, size, hbc.memory);
      return { status, hbc: hbc.read() as HBC | null };
    },
    async DsRestoreGetDatabaseLocationsW(hbc) {
      const getLocations = bindFunction(library, 'DsRestoreGetDatabaseLocationsW');
      const block = outBlock(library.memory);
      const status = getLocations(hbc, block.pv, block.cb);
      return { status, databaseLocationList: block.read() };
    },
    async DsRestoreRegisterW(
      hbc,
      szCheckPointFilePath,
      szLogPath,
      rgrstmap,
      szBackupLogPath,
      genLow,
      genHigh,
    ) {
      const register = bindFunction(library, 'DsRestoreRegisterW');
      const map = encodeEDB_RSTMAPW(rgrstmap, library.memory);
      const count = rgrstmap.length;
      return register(hbc, szCheckPointFilePath, szLogPath, map, count, szBackupLogPath, genLow, genHigh);
    },
    async DsRestoreRegisterComplete(hbc, hrRestoreState) {
      // A status is unsigned with us, and an HRESULT is a LONG.
      return bindFunction(library, 'DsRestoreRegisterComplete')(hbc, hrRestoreState | 0);
    },
    async DsRestoreEnd(hbc) {
      return bindFunction(library, 'DsRestoreEnd')(hbc);
    },
    async DsSetCurrentBackupLogW(szServerName, dwCurrentLog) {
      return bindFunction(library, 'DsSetCurrentBackupLogW')(szServerName, dwCurrentLog);
    },
  };
}
