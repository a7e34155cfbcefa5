import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EDB_RSTMAPW, HBC, NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import { parseAttachmentList } from '@dsbackup/ntdsbcli/native';
import { describe, expect, it } from 'vitest';
import { type NtdsbcliVariants, openSimulatedDomainController, type SimulatorOptions } from '../src/index.js';
import { backupToken } from './backup-token.js';
import { bytesOf } from './hand-made-tree.js';
import { logOf, oldTree } from './restore-tree.js';

const folder = 'C:\\Windows\\NTDS';
const map: readonly EDB_RSTMAPW[] = [
  { wszDatabaseName: `${folder}\\ntds.dit`, wszNewDatabaseName: `${folder}\\ntds.dit` },
];
const hrError = 0xc7ff0002;

async function machine(options: SimulatorOptions = {}, variants: NtdsbcliVariants = {}) {
  const root = await oldTree();
  const token = await backupToken(root);
  const fixed = { windows: '2003', computerName: 'DC01', ntdsbcli: variants } as const;
  const host = await openSimulatedDomainController(root, {
    ...fixed,
    startedIn: 'restore-mode',
    ...options,
  });
  return {
    root,
    token,
    host,
    api: await host.ntdsbcli(),
    /** The same machine, started normally. */
    restart: () => openSimulatedDomainController(root, fixed),
  };
}

async function prepared(api: NtdsbcliApi, token: Uint8Array | null): Promise<HBC> {
  const { status, hbc } = await api.DsRestorePrepareW('\\\\dc01', 0, token);
  if (hbc === null) throw new Error(`DsRestorePrepareW answered ${status}`);
  return hbc;
}

function register(api: NtdsbcliApi, hbc: HBC, low = 0x10, high = 0x12): Promise<number> {
  return api.DsRestoreRegisterW(hbc, folder, folder, map, folder, low, high);
}

describe('The restore side of the simulated ntdsbcli.dll', () => {
  it('is offline in Directory Services Restore Mode, and online again when started normally', async () => {
    const { api, restart } = await machine();
    expect(await api.DsIsNTDSOnlineW('DC01')).toEqual({ status: 0, fNTDSOnline: false });
    expect((await api.DsBackupPrepareW('DC01', 0, 1)).status).toBe(0xc7ff0007);
    const normal = await (await restart()).ntdsbcli();
    expect(await normal.DsIsNTDSOnlineW('DC01')).toEqual({ status: 0, fNTDSOnline: true });
    expect((await normal.DsRestorePrepareW('DC01', 0, null)).status).toBe(0xc7ff0007);
  });

  it.each([
    ['of other bytes is of no known format', () => bytesOf(40), 0xc7ff0010],
    ['without bytes is missing', () => new Uint8Array(0), 0xc7ff000f],
    ['cut short is of no known format', (token: Uint8Array) => token.subarray(0, 11), 0xc7ff0010],
  ])('a token %s', async (_what, tokenOf, status) => {
    const { api, token, host } = await machine();
    expect(await api.DsRestorePrepareW('DC01', 0, tokenOf(token))).toEqual({ status, hbc: null });
    expect(host.liveResources()).toBe(0);
  });

  it('takes a token as long as the tombstone lifetime, and not a day longer', async () => {
    const days = (count: number) => new Date(Date.now() + count * 86_400_000);
    const late = await machine({ now: () => days(181) });
    expect((await late.api.DsRestorePrepareW('DC01', 0, late.token)).status).toBe(0xc7ff0011);
    const early = await machine({ now: () => days(179) });
    const hbc = await prepared(early.api, early.token);
    expect(await early.api.DsRestoreEnd(hbc)).toBe(0);
  });

  it('gives a restricted context without a token, which knows the locations and nothing else', async () => {
    const { api, host } = await machine();
    const hbc = await prepared(api, null);
    const { status, databaseLocationList } = await api.DsRestoreGetDatabaseLocationsW(hbc);
    expect([status, parseAttachmentList(databaseLocationList.bytes).names]).toEqual([
      0,
      [
        { type: 0x44, path: '\\\\DC01\\C$\\Windows\\NTDS\\ntds.dit' },
        { type: 0x82, path: '\\\\DC01\\C$\\Windows\\NTDS' },
        { type: 0x83, path: '\\\\DC01\\C$\\Windows\\NTDS' },
      ],
    ]);
    expect(await register(api, hbc)).toBe(0xc7ff000f);
    if (databaseLocationList.pv !== null) await api.DsBackupFree(databaseLocationList.pv);
    expect(await api.DsRestoreEnd(hbc)).toBe(0);
    expect([host.liveResources(), host.restoreRegistration()]).toEqual([0, undefined]);
  });

  it.each([
    [
      'no database',
      (api: NtdsbcliApi, hbc: HBC) => api.DsRestoreRegisterW(hbc, folder, folder, [], folder, 1, 2),
    ],
    ['no folder', (api: NtdsbcliApi, hbc: HBC) => api.DsRestoreRegisterW(hbc, '', folder, map, folder, 1, 2)],
    ['generations the wrong way round', (api: NtdsbcliApi, hbc: HBC) => register(api, hbc, 3, 2)],
    ['a generation of six digits', (api: NtdsbcliApi, hbc: HBC) => register(api, hbc, 1, 0x100000)],
  ])('takes no registration with %s', async (_what, call) => {
    const { api, token, host } = await machine();
    const hbc = await prepared(api, token);
    expect(await call(api, hbc)).toBe(87);
    expect(await register(api, hbc)).toBe(0);
    expect(host.restoreRegistration()).toMatchObject({ state: 'registered', highestGeneration: 0x12 });
  });

  it('takes one registration at a time, and locks the directory until it is completed', async () => {
    const { api, token, host, restart } = await machine();
    const [one, other] = [await prepared(api, token), await prepared(api, token)];
    expect(await register(api, one)).toBe(0);
    expect(await register(api, one)).toBe(0xc7ff0008);
    expect(await register(api, other)).toBe(0xc7ff0008);
    expect((await api.DsRestorePrepareW('DC01', 0, token)).status).toBe(0xc7ff0004);
    expect(await api.DsRestoreEnd(one)).toBe(0);
    expect(await host.directoryStart()).toEqual({
      starts: false,
      reason: 'a restore was registered and never completed',
    });
    const normal = await restart();
    expect((await (await normal.ntdsbcli()).DsIsNTDSOnlineW('DC01')).fNTDSOnline).toBe(false);
    await api.DsRestoreEnd(other);
  });

  it('starts after DsRestoreRegisterComplete(S_OK), when database and logs are there', async () => {
    const { api, token, host } = await machine();
    const hbc = await prepared(api, token);
    await register(api, hbc);
    expect(await api.DsRestoreRegisterComplete(hbc, 0)).toBe(0);
    expect(await api.DsRestoreRegisterComplete(hbc, 0)).toBe(87);
    expect(await register(api, hbc)).toBe(0xc7ff0008);
    expect(await host.directoryStart()).toMatchObject({ starts: true });
    await api.DsRestoreEnd(hbc);
    expect(await api.DsRestoreEnd(hbc)).toBe(87);
  });

  it('does not start after DsRestoreRegisterComplete with an error, until a restore has succeeded', async () => {
    const { api, token, host } = await machine();
    const failed = await prepared(api, token);
    await register(api, failed);
    expect(await api.DsRestoreRegisterComplete(failed, hrError)).toBe(0);
    await api.DsRestoreEnd(failed);
    expect(await host.directoryStart()).toEqual({
      starts: false,
      reason: 'a restore failed with 0xC7FF0002, and none has succeeded since',
    });
    const second = await prepared(api, token);
    expect(await register(api, second)).toBe(0);
    expect(await api.DsRestoreRegisterComplete(second, 0)).toBe(0);
    await api.DsRestoreEnd(second);
    expect((await host.directoryStart()).starts).toBe(true);
  });

  it.each([
    ['is gone', (path: string) => rm(path)],
    ['is of another generation, whatever its name says', (path: string) => writeFile(path, logOf(0x20))],
    ['has a damaged header', (path: string) => writeFile(path, logOf(0x11).fill(9, 100, 101))],
    ['is shorter than a header', (path: string) => writeFile(path, logOf(0x11).subarray(0, 100))],
  ])('does not start when a log %s', async (_what, change) => {
    const { api, token, host, root } = await machine();
    const hbc = await prepared(api, token);
    await register(api, hbc);
    const log = join(root, 'Windows', 'NTDS', 'edb00011.log');
    await change(log);
    expect(await api.DsRestoreRegisterComplete(hbc, 0)).toBe(0);
    expect(await host.directoryStart()).toEqual({
      starts: false,
      reason: `${folder} has no whole log of generation 11 (hexadecimal)`,
    });
    await writeFile(log, logOf(0x11));
    expect((await host.directoryStart()).starts).toBe(true);
    await api.DsRestoreEnd(hbc);
  });

  it('does not start without the database that was registered', async () => {
    const { api, token, host, root } = await machine();
    const hbc = await prepared(api, token);
    await register(api, hbc);
    await rm(join(root, 'Windows', 'NTDS', 'ntds.dit'));
    await api.DsRestoreRegisterComplete(hbc, 0);
    await api.DsRestoreEnd(hbc);
    expect(await host.directoryStart()).toEqual({
      starts: false,
      reason: 'Windows\\NTDS\\ntds.dit is not there',
    });
  });

  it('refuses contexts of the other kind, and those that are none', async () => {
    const { api, token, restart } = await machine();
    const restore = await prepared(api, token);
    expect((await api.DsBackupGetDatabaseNamesW(restore)).status).toBe(87);
    expect(await api.DsBackupEnd(restore)).toBe(87);
    const stranger = 0x77n as HBC;
    expect(await register(api, stranger)).toBe(87);
    expect(await api.DsRestoreRegisterComplete(restore, 0)).toBe(87);
    await api.DsRestoreEnd(restore);
    const normal = await (await restart()).ntdsbcli();
    const { hbc, expiryToken } = await normal.DsBackupPrepareW('DC01', 0, 1);
    if (hbc === null || expiryToken.pv === null) throw new Error('no backup');
    expect(await register(normal, hbc)).toBe(87);
    await normal.DsBackupFree(expiryToken.pv);
    await normal.DsBackupEnd(hbc);
  });

  it.each([
    [1, 87],
    [2, 87],
    [4, 0],
  ])('knows the kinds of restore: %i answers %i', async (rtFlag, status) => {
    const { api, token } = await machine();
    const answer = await api.DsRestorePrepareW('DC01', rtFlag, token);
    expect(answer.status).toBe(status);
    if (answer.hbc !== null) await api.DsRestoreEnd(answer.hbc);
  });

  it.each([
    ['', 0xc7ff0007],
    ['DC_01', 0xc7ff0007],
    ['OTHER', 1702],
    ['\\\\dc01', 0],
  ])('serves DsSetCurrentBackupLog of the server "%s" with %i', async (server, status) => {
    const { api } = await machine();
    expect(await api.DsSetCurrentBackupLogW(server, 7)).toBe(status);
  });

  it('refuses to tell locations where it is told to, for a backup or a restore', async () => {
    const { api, token, restart } = await machine({}, { locationsOfRestore: 'refused' });
    const hbc = await prepared(api, token);
    expect((await api.DsRestoreGetDatabaseLocationsW(hbc)).status).toBe(87);
    await api.DsRestoreEnd(hbc);
    const normal = await (await restart()).ntdsbcli();
    const backup = await normal.DsBackupPrepareW('DC01', 0, 1);
    if (backup.hbc === null || backup.expiryToken.pv === null) throw new Error('no backup');
    const { status, databaseLocationList } = await normal.DsRestoreGetDatabaseLocationsW(backup.hbc);
    expect(status).toBe(0);
    if (databaseLocationList.pv !== null) await normal.DsBackupFree(databaseLocationList.pv);
    await normal.DsBackupFree(backup.expiryToken.pv);
    await normal.DsBackupEnd(backup.hbc);
  });

  it('says where its own paths lie here, and refuses those of others', async () => {
    const { host, root } = await machine();
    const dit = join(root, 'Windows', 'NTDS', 'ntds.dit');
    expect(await host.localPath('c:\\WINDOWS\\ntds\\NTDS.DIT')).toBe(dit);
    expect(await host.localPath('\\\\dc01\\C$\\Windows\\NTDS\\ntds.dit')).toBe(dit);
    expect(await host.localPath('C:\\Windows\\New\\a.dit')).toBe(join(root, 'Windows', 'New', 'a.dit'));
    for (const path of ['D:\\x', '\\\\OTHER\\C$\\x', 'C:\\..\\x', 'x', 'C:\\a/../../b']) {
      await expect(host.localPath(path)).rejects.toMatchObject({ code: 'SOURCE_MISSING' });
    }
  });
});
