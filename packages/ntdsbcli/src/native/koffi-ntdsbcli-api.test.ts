import { decodeWideString, type LibraryLoader, type NativeLibrary } from '@dsbackup/win32';
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
    const find = (name: string) => functions[name];
    return { name: dllName, memory, define, find } as unknown as NativeLibrary;
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

  it('passes the restore map as an array of pointers to its names, counted', async () => {
    const place = 0x7f00_0000_0000n;
    const names = ['ntds.dit', 'C:\\Wïndöws\\NTDS\\ntds.dit', 'edb', 'D:\\😀.edb'];
    const seen: unknown[] = [];
    const loader = fakeLoader({
      DsRestoreRegisterW: (...args: unknown[]) => {
        seen.push(...args.filter((arg) => !(arg instanceof Uint8Array)));
        seen.push(...namesIn(args[3] as Uint8Array, place));
        return 5;
      },
    } as Record<string, Implementation>);
    const api = await createNtdsbcliApi(async (name) => {
      const library = await loader(name);
      return { ...library, memory: { ...library.memory, pointerSize: 8, address: () => place } };
    });
    const map = [
      { wszDatabaseName: names[0] ?? '', wszNewDatabaseName: names[1] ?? '' },
      { wszDatabaseName: names[2] ?? '', wszNewDatabaseName: names[3] ?? '' },
    ];
    expect(await api.DsRestoreRegisterW(context, 'chk', 'log', map, 'backup', 1, 0xfffff)).toBe(5);
    expect(seen).toEqual([context, 'chk', 'log', 2, 'backup', 1, 0xfffff, ...names]);
  });

  it('passes a token with its size, and NULL with none', async () => {
    const seen: unknown[][] = [];
    const api = await createNtdsbcliApi(
      fakeLoader({
        DsRestorePrepareW: (...args: unknown[]) => {
          seen.push(args.slice(0, 4));
          writePointer(args[4] as Uint8Array, 9n);
          return 0;
        },
      } as Record<string, Implementation>),
    );
    const token = Uint8Array.of(1, 2, 3);
    expect(await api.DsRestorePrepareW('DC01', 4, token)).toEqual({ status: 0, hbc: 9n });
    await api.DsRestorePrepareW('DC01', 0, null);
    expect(seen).toEqual([
      ['DC01', 4, token, 3],
      ['DC01', 0, null, 0],
    ]);
  });

  it('passes the state of a restore as the signed number that an HRESULT is', async () => {
    const states: number[] = [];
    const api = await createNtdsbcliApi(
      fakeLoader({ DsRestoreRegisterComplete: (_hbc: bigint, state: number) => states.push(state) - 1 }),
    );
    await api.DsRestoreRegisterComplete(context, 0);
    await api.DsRestoreRegisterComplete(context, 0xc7ff0002);
    expect(states).toEqual([0, 0xc7ff0002 - 2 ** 32]);
  });

  it('looks for the undocumented export by its name and never calls it', async () => {
    const DsRestoreCheckExpiryToken = () => expect.fail('it was called');
    const withIt = await createNtdsbcliApi(fakeLoader({ DsRestoreCheckExpiryToken }));
    expect(withIt.hasDsRestoreCheckExpiryToken).toBe(true);
    expect((await createNtdsbcliApi(fakeLoader({}))).hasDsRestoreCheckExpiryToken).toBe(false);
  });

  it('loads a DLL that has no restore side, and refuses only its calls', async () => {
    const loader = fakeLoader({});
    const api = await createNtdsbcliApi(async (dllName) => {
      const library = await loader(dllName);
      const define = ((name: string, ...rest: [never, never]) => {
        if (name.startsWith('DsRestore')) throw new Error(`no ${name}`);
        return library.define(name, ...rest);
      }) as NativeLibrary['define'];
      return { ...library, define };
    });
    expect(await api.DsBackupEnd(context)).toBe(0);
    await expect(api.DsRestoreGetDatabaseLocationsW(context)).rejects.toThrow('no DsRestoreGet');
    await expect(api.DsRestoreEnd(context)).rejects.toThrow('no DsRestoreEnd');
  });
});

/** The names that an array of EDB_RSTMAPW at `place` points to, pointer by pointer. */
function namesIn(map: Uint8Array, place: bigint): string[] {
  const view = new DataView(map.buffer, map.byteOffset);
  return [0, 8, 16, 24].map((offset) =>
    decodeWideString(map.subarray(Number(view.getBigUint64(offset, true) - place))),
  );
}
