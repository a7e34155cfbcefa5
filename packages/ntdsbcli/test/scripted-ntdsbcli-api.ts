import { formatMultiString } from '@dsbackup/win32';
import type { DsBlock, DsMemory, HBC, NtdsbcliApi } from '../src/native/index.js';

/** A `NtdsbcliApi` that answers by script and counts what it handed out. */
export interface ScriptedApi {
  readonly api: NtdsbcliApi;
  /** The calls made, oldest first. */
  readonly calls: string[];
  /** Blocks that are out, and how often each was freed. */
  readonly freed: Map<DsMemory, number>;
  block(bytes: Uint8Array): DsBlock;
}

export const CONTEXT = 0x5d50010n as HBC;
export const TOKEN = Uint8Array.of(1, 2, 3, 4);
export const DATABASE = '\\\\DC01\\C$\\Windows\\NTDS\\ntds.dit';
export const DIRECTORY = '\\\\DC01\\C$\\Windows\\NTDS';
export const LOG = '\\\\DC01\\C$\\Windows\\NTDS\\edb.log';

/** Every call succeeds with one database and one log of no bytes, but for those that the test scripts itself. */
export function scriptedApi(script: (base: ScriptedApi) => Partial<NtdsbcliApi> = () => ({})): ScriptedApi {
  const calls: string[] = [];
  const freed = new Map<DsMemory, number>();
  const base: ScriptedApi = {
    api: {} as NtdsbcliApi,
    calls,
    freed,
    block(bytes) {
      const pv = BigInt(freed.size + 1) as DsMemory;
      freed.set(pv, 0);
      return { pv, bytes };
    },
  };
  const answers: NtdsbcliApi = {
    DsIsNTDSOnlineW: async () => ({ status: 0, fNTDSOnline: true }),
    DsSetAuthIdentityW: async () => 0,
    DsBackupPrepareW: async () => ({ status: 0, expiryToken: base.block(TOKEN), hbc: CONTEXT }),
    DsBackupGetDatabaseNamesW: async () => ({
      status: 0,
      attachmentInfo: base.block(formatMultiString([`\x44${DATABASE}`])),
    }),
    DsBackupOpenFileW: async () => ({ status: 0, liFileSize: 0n }),
    DsBackupRead: async () => ({ status: 38, cbRead: 0 }),
    DsBackupClose: async () => 0,
    DsBackupGetBackupLogsW: async () => ({
      status: 0,
      backupLogFiles: base.block(formatMultiString([`\x21${LOG}`])),
    }),
    DsBackupTruncateLogs: async () => 0,
    DsBackupEnd: async () => 0,
    DsRestorePrepareW: async () => ({ status: 0, hbc: CONTEXT }),
    DsRestoreGetDatabaseLocationsW: async () => ({
      status: 0,
      databaseLocationList: base.block(
        formatMultiString([`\x44${DATABASE}`, `\x82${DIRECTORY}`, `\x83${DIRECTORY}`]),
      ),
    }),
    DsRestoreRegisterW: async () => 0,
    DsRestoreRegisterComplete: async () => 0,
    DsRestoreEnd: async () => 0,
    DsSetCurrentBackupLogW: async () => 0,
    hasDsRestoreCheckExpiryToken: true,
    DsBackupFree: async (pv) => {
      freed.set(pv, (freed.get(pv) ?? 0) + 1);
    },
    ...script(base),
  };
  const { hasDsRestoreCheckExpiryToken, ...functions } = answers;
  Object.assign(base.api, { hasDsRestoreCheckExpiryToken });
  for (const [name, answer] of Object.entries(functions) as [string, (...args: never[]) => unknown][]) {
    Object.assign(base.api, {
      [name]: (...args: never[]) => {
        calls.push(name);
        return answer(...args);
      },
    });
  }
  return base;
}
