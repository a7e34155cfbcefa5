import type { LibraryLoader, NativeLibrary } from '@dsbackup/win32';
import { describe, expect, it } from 'vitest';
import { createNtdsbcliApi } from './koffi-ntdsbcli-api.js';
import type { HBC } from './ntdsbcli-api.js';

type Implementation = (...args: never[]) => unknown;

/** A library of functions in JavaScript that get the very arguments which koffi would. */
function fakeLoader(functions: Record<string, Implementation>): LibraryLoader {
  const define = (name: string) => functions[name] ?? (() => 0);
  const memory = { bytes: (address: bigint, length: number) => new Uint8Array(length).fill(Number(address)) };
  return async (dllName) => {
    expect(dllName).toBe('ntdsbcli.dll');
    return { name: dllName, memory, define } as unknown as NativeLibrary;
  };
}

function writePointer(memory: Uint8Array, value: bigint): void {
  new DataView(memory.buffer).setBigUint64(0, value, true);
}

function writeUint32(memory: Uint8Array, value: number): void {
  new DataView(memory.buffer).setUint32(0, value, true);
}

const context = 0x1000n as HBC;

describe('createNtdsbcliApi', () => {
  it('tells an out-parameter that was never written from an answer', async () => {
    const api = await createNtdsbcliApi(fakeLoader({}));
    expect(await api.DsIsNTDSOnlineW('DC01')).toEqual({ status: 0, fNTDSOnline: undefined });
    expect(await api.DsBackupPrepareW('DC01', 0, 1)).toEqual({
      status: 0,
      expiryToken: { pv: null, bytes: new Uint8Array(0) },
      hbc: null,
    });
    expect(await api.DsBackupOpenFileW(context, 'x', 24_576)).toEqual({ status: 0, liFileSize: undefined });
    expect(await api.DsBackupRead(context, new Uint8Array(24_576))).toEqual({ status: 0, cbRead: undefined });
    const list = { pv: null, bytes: new Uint8Array(0) };
    expect(await api.DsBackupGetDatabaseNamesW(context)).toEqual({ status: 0, attachmentInfo: list });
    expect(await api.DsBackupGetBackupLogsW(context)).toEqual({ status: 0, backupLogFiles: list });
  });

  it('copies a block out and leaves giving it back to the caller', async () => {
    const freed: unknown[] = [];
    const api = await createNtdsbcliApi(
      fakeLoader({
        DsBackupGetDatabaseNamesW: (_hbc: bigint, pv: Uint8Array, cb: Uint8Array) => {
          writePointer(pv, 7n);
          writeUint32(cb, 4);
          return 0;
        },
        DsBackupFree: (address: bigint) => freed.push(address),
      }),
    );
    const { attachmentInfo } = await api.DsBackupGetDatabaseNamesW(context);
    expect(attachmentInfo).toEqual({ pv: 7n, bytes: Uint8Array.of(7, 7, 7, 7) });
    expect(freed).toEqual([]);
    if (attachmentInfo.pv !== null) await api.DsBackupFree(attachmentInfo.pv);
    expect(freed).toEqual([7n]);
  });

  it.each([
    ['was not written', undefined],
    ['can be no size', 0xfffffff0],
  ])('copies nothing when the size %s', async (_name, size) => {
    const api = await createNtdsbcliApi(
      fakeLoader({
        DsBackupPrepareW: (
          _server: string,
          _grbit: number,
          _type: number,
          pv: Uint8Array,
          cb: Uint8Array,
        ) => {
          writePointer(pv, 7n);
          if (size !== undefined) writeUint32(cb, size);
          return 0;
        },
      } as Record<string, Implementation>),
    );
    const { expiryToken } = await api.DsBackupPrepareW('DC01', 0, 1);
    expect(expiryToken).toEqual({ pv: 7n, bytes: new Uint8Array(0) });
  });

  it('passes a read the buffer itself and its length', async () => {
    const buffer = new Uint8Array(24_576);
    const api = await createNtdsbcliApi(
      fakeLoader({
        DsBackupRead: (hbc: bigint, into: Uint8Array, size: number, read: Uint8Array) => {
          expect([hbc, into === buffer, size]).toEqual([context, true, 24_576]);
          writeUint32(read, 5);
          return 0;
        },
      }),
    );
    expect(await api.DsBackupRead(context, buffer)).toEqual({ status: 0, cbRead: 5 });
  });

  it('reads the size as the signed number that it is', async () => {
    const api = await createNtdsbcliApi(
      fakeLoader({
        DsBackupOpenFileW: (_hbc: bigint, _name: string, _hint: number, size: Uint8Array) => {
          writePointer(size, BigInt.asUintN(64, -1n));
          return 0;
        },
      }),
    );
    expect((await api.DsBackupOpenFileW(context, 'x', 24_576)).liFileSize).toBe(-1n);
  });
});
