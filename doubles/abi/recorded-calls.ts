import { createNtdsbcliApi, type DsMemory, type HBC, type NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import type { NativeLibrary } from '@dsbackup/win32';

/** A call as it would have reached the DLL. */
export interface RecordedCall {
  readonly name: string;
  /** Memory that the binding made for the DLL to write into: which argument it is, and its bytes. */
  readonly outs: readonly (readonly [index: number, bytes: number])[];
}

/** Makes every call of the binding once, to a DLL that only looks at the arguments. */
export async function recordCalls(): Promise<readonly RecordedCall[]> {
  const calls: RecordedCall[] = [];
  const given = new Set<unknown>();
  const library = recordingLibrary((name, args) => {
    const outs = args.flatMap((arg, index): [number, number][] =>
      arg instanceof Uint8Array && !given.has(arg) && !isMap(name, index) ? [[index, arg.length]] : [],
    );
    calls.push({ name, outs });
  });
  const api = await createNtdsbcliApi(async () => library);
  const memory = (size: number) => {
    const bytes = new Uint8Array(size);
    given.add(bytes);
    return bytes;
  };
  for (const call of everyCall(api, memory)) await call();
  return calls;
}

/** The only memory that the binding makes for the DLL to read. */
const isMap = (name: string, index: number) => name === 'DsRestoreRegisterW' && index === 3;

function everyCall(api: NtdsbcliApi, memory: (size: number) => Uint8Array): (() => Promise<unknown>)[] {
  const hbc = 1n as HBC;
  const map = [{ wszDatabaseName: 'old', wszNewDatabaseName: 'new' }];
  return [
    () => api.DsIsNTDSOnlineW('DC'),
    () => api.DsSetAuthIdentityW('user', 'domain', memory(2)),
    () => api.DsBackupPrepareW('DC', 0, 1),
    () => api.DsBackupGetDatabaseNamesW(hbc),
    () => api.DsBackupOpenFileW(hbc, 'name', 24_576),
    () => api.DsBackupRead(hbc, memory(24_576)),
    () => api.DsBackupClose(hbc),
    () => api.DsBackupGetBackupLogsW(hbc),
    () => api.DsBackupTruncateLogs(hbc),
    () => api.DsBackupEnd(hbc),
    () => api.DsBackupFree(1n as DsMemory),
    () => api.DsRestorePrepareW('DC', 0, memory(24)),
    () => api.DsRestoreGetDatabaseLocationsW(hbc),
    () => api.DsRestoreRegisterW(hbc, 'checkpoint', 'logs', map, 'backup', 1, 2),
    () => api.DsRestoreRegisterComplete(hbc, 0),
    () => api.DsRestoreEnd(hbc),
    () => api.DsSetCurrentBackupLogW('DC', 1),
  ];
}

function recordingLibrary(record: (name: string, args: readonly unknown[]) => void): NativeLibrary {
  const bind = (name: string) => {
    const call = (...args: unknown[]) => {
      record(name, args);
      return 0;
    };
    return Object.assign(call, { async: async (...args: unknown[]) => call(...args) });
  };
  const memory = { pointerSize: 8, bytes: () => new Uint8Array(0), address: () => 4096n };
  return { name: 'ntdsbcli.dll', memory, define: bind, find: bind } as unknown as NativeLibrary;
}
