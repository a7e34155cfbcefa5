import { readFile, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ntdsbcliSignatures } from '@dsbackup/ntdsbcli/native';
import { DsBackupError, errorCodes } from '@dsbackup/session';
import * as compat from 'dsbackup/ntdsbcli-compat';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDisk, openMachine, server } from './compat-machine.js';

let disk: string;
beforeEach(async () => {
  disk = await makeDisk();
});
afterEach(() => rm(disk, { recursive: true, force: true }));

const { hrNone } = compat.hrCodes;

describe('dsbackup/ntdsbcli-compat', () => {
  const names = Object.keys(ntdsbcliSignatures).map((name) => name.replace(/W$/, ''));

  it('has every documented function of the DLL, and no other', () => {
    // The module itself is the functions on this Windows.
    const namespace: compat.NtdsbcliCompat = compat;
    expect(typeof namespace.DsBackupEnd).toBe('function');
    expect(Object.keys(compat.createNtdsbcliCompat()).sort()).toEqual([...names].sort());
    expect(names).toHaveLength(17);
    expect(
      Object.keys(compat)
        .filter((name) => name.startsWith('Ds'))
        .sort(),
    ).toEqual([...names].sort());
  });

  it('takes the arguments of the DLL that are not out-parameters, by number', () => {
    const ds = compat.createNtdsbcliCompat();
    const taken = {
      DsIsNTDSOnline: 1,
      DsSetAuthIdentity: 3,
      DsBackupPrepare: 3,
      DsBackupOpenFile: 3,
      DsBackupRead: 3,
      DsSetCurrentBackupLog: 2,
      DsRestorePrepare: 4,
      DsRestoreRegister: 8,
      DsRestoreRegisterComplete: 2,
    } as const;
    for (const [name, count] of Object.entries(taken))
      expect(ds[name as keyof typeof taken].length, name).toBe(count);
  });
});

describe.each(['2003', '2022'] as const)('the functions of a server on Windows %s', (windows) => {
  it('tell whether the directory is online', async () => {
    const { ds, host } = await openMachine(disk, windows);
    expect(await ds.DsIsNTDSOnline(`\\\\${server}`)).toEqual({ hr: hrNone, fNTDSOnline: true });
    await unlink(join(disk, 'Windows/NTDS/ntds.dit'));
    expect(await ds.DsIsNTDSOnline(server)).toEqual({ hr: hrNone, fNTDSOnline: false });
    expect(host.journal().join()).not.toContain('SnapshotSet');
    expect(host.liveResources()).toBe(0);
  });

  it('serve no other computer', async () => {
    const { ds } = await openMachine(disk, windows);
    expect(await ds.DsIsNTDSOnline('DC02')).toEqual({
      hr: compat.RPC_S_INVALID_BINDING,
      fNTDSOnline: false,
    });
    expect((await ds.DsIsNTDSOnline('DC_01')).hr).toBe(compat.hrCodes.hrCouldNotConnect);
    expect(await ds.DsSetCurrentBackupLog('DC02', 1)).toBe(compat.RPC_S_INVALID_BINDING);
  });

  it('take the number of the current log', async () => {
    const warnings: string[] = [];
    const { ds, host } = await openMachine(disk, windows, {
      onProgress: (event) => event.kind === 'warning' && warnings.push(event.message),
    });
    expect(await ds.DsSetCurrentBackupLog(server, compat.BACKUP_DISABLE_INCREMENTAL)).toBe(hrNone);
    expect(host.journal().join().includes('DsSetCurrentBackupLogW')).toBe(windows === '2003');
    expect(warnings).toHaveLength(windows === '2003' ? 0 : 1);
  });

  it('take an identity where there is a call for it, and wipe the password', async () => {
    const { ds } = await openMachine(disk, windows);
    const password = new TextEncoder().encode('secret');
    const hr = await ds.DsSetAuthIdentity('operator', 'CORP', password);
    if (windows === '2022') return expect(hr).toBe(compat.ERROR_NOT_SUPPORTED);
    expect(hr).toBe(hrNone);
    expect([...password].every((byte) => byte === 0)).toBe(true);
    const again = () => new TextEncoder().encode('secret');
    expect(await ds.DsSetAuthIdentity('operator', 'CORP', again)).toBe(hrNone);
  });
});

describe('a function of a server', () => {
  it('answers what the DLL answered', async () => {
    const { ds, host } = await openMachine(disk, '2003');
    host.failNext('DsIsNTDSOnlineW', { status: 0xc7ff0007 });
    expect(await ds.DsIsNTDSOnline(server)).toEqual({ hr: 0xc7ff0007, fNTDSOnline: false });
    host.failNext('DsSetCurrentBackupLogW', { status: 8 });
    expect(await ds.DsSetCurrentBackupLog(server, 1)).toBe(8);
  });

  it('gives everything back when the writers cannot be asked', async () => {
    const { ds, host } = await openMachine(disk, '2022');
    host.failNext('IVssBackupComponents::GatherWriterMetadata', { status: 0x80070005 });
    expect(await ds.DsIsNTDSOnline(server)).toEqual({ hr: compat.ERROR_ACCESS_DENIED, fNTDSOnline: false });
    expect(host.liveResources()).toBe(0);
  });

  it('answers that the module is missing where there is no such backend', async () => {
    const { ds } = await openMachine(disk, '2022', { backend: 'ntdsbcli' });
    expect((await ds.DsIsNTDSOnline(server)).hr).toBe(compat.ERROR_MOD_NOT_FOUND);
    expect((await ds.DsBackupPrepare(server, 0, 1)).hr).toBe(compat.ERROR_MOD_NOT_FOUND);
  });
});

describe('hresultOf', () => {
  const native = { call: 'DsBackupRead', domain: 'win32', status: 1722 } as const;
  const failure = new DsBackupError({ code: 'SERVER_UNAVAILABLE', message: 'x', native });

  it('takes the number of ntdsbcli.dll itself, and the table for what other calls answered', () => {
    expect(compat.hresultOf(failure)).toBe(1722);
    const other = { call: 'IVssAsync::QueryStatus', domain: 'hresult', status: 0x8004230f } as const;
    const vss = new DsBackupError({ code: 'WRITER_FAILED', message: 'x', native: other });
    expect(compat.hresultOf(vss)).toBe(compat.hrCodes.hrError);
  });

  it('tells of a failed session and of several failures by the first of them', () => {
    const failed = new DsBackupError({ code: 'SESSION_FAILED', message: 'x', cause: failure });
    expect(compat.hresultOf(failed)).toBe(1722);
    const several = new AggregateError([new Error('a bug'), failure]);
    expect(
      compat.hresultOf(new DsBackupError({ code: 'RELEASE_FAILED', message: 'x', cause: several })),
    ).toBe(1722);
  });

  it('answers success for nothing that failed', () => {
    for (const code of Object.keys(errorCodes))
      expect(compat.hresultOfCode[code as keyof typeof errorCodes], code).toBeGreaterThan(0);
  });

  it('is what docs/errors.md says', async () => {
    const page = await readFile(join(import.meta.dirname, '../../../docs/errors.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (0x[0-9A-F]{8}|\d+) \(`(\w+)`\) \|$/gm)];
    const listed = rows.map(([, code, number]) => [code, Number(number)]);
    expect(listed).toEqual(Object.entries(compat.hresultOfCode));
    const words: Record<string, unknown> = { ...compat, ...compat.hrCodes };
    for (const [, code, number, symbol = ''] of rows) expect(words[symbol], code).toBe(Number(number));
  });
});
