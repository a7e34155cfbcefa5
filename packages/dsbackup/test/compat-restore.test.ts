import { rm } from 'node:fs/promises';
import {
  BFT_CHECKPOINT_DIR,
  BFT_LOG_DIR,
  BFT_NTDS_DATABASE,
  ERROR_INVALID_PARAMETER,
  ERROR_MOD_NOT_FOUND,
  type HBC,
  hrCodes,
  parseAttachmentInfo,
  RESTORE_TYPE_AUTHORATATIVE,
} from 'dsbackup/ntdsbcli-compat';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CompatMachine, generations, makeDisk, openMachine, server } from './compat-machine.js';

let disk: string;
beforeEach(async () => {
  disk = await makeDisk();
});
afterEach(() => rm(disk, { recursive: true, force: true }));

const { hrNone, hrMissingExpiryToken, hrNoFullRestore, hrRestoreMapExists, hrInvalidBackupSequence } =
  hrCodes;
const folder = 'C:\\Windows\\NTDS';
const map = [{ wszDatabaseName: `${folder}\\ntds.dit`, wszNewDatabaseName: `${folder}\\ntds.dit` }];

/** The token of a backup of this disk. */
async function takeToken(): Promise<Uint8Array> {
  const { ds } = await openMachine(disk, '2003');
  const { hbc, pvExpiryToken } = await ds.DsBackupPrepare(server, 0, 1);
  if (hbc === null || pvExpiryToken === null) throw new Error('There is no token.');
  await ds.DsBackupEnd(hbc);
  return pvExpiryToken;
}

async function prepared(token: Uint8Array | null): Promise<CompatMachine & { hbc: HBC }> {
  const machine = await openMachine(disk, '2003', { startedIn: 'restore-mode' });
  const { hr, hbc } = await machine.ds.DsRestorePrepare(server, 0, token, token?.length ?? 0);
  if (hr !== 0 || hbc === null) throw new Error(`DsRestorePrepare answered ${hr}.`);
  return { ...machine, hbc };
}

const register = ({ ds }: CompatMachine, hbc: HBC) =>
  ds.DsRestoreRegister(hbc, folder, folder, map, 1, folder, generations.low, generations.high);

describe('the functions of a restore', () => {
  it('give the list of locations, with the types of the header', async () => {
    const { ds, hbc } = await prepared(null);
    const { hr, szDatabaseLocationList, cbSize } = await ds.DsRestoreGetDatabaseLocations(hbc);
    const entries = parseAttachmentInfo(szDatabaseLocationList ?? '');
    expect(hr).toBe(hrNone);
    expect(entries.map(({ bft }) => bft)).toEqual([BFT_NTDS_DATABASE, BFT_LOG_DIR, BFT_CHECKPOINT_DIR]);
    expect(cbSize).toBe((szDatabaseLocationList?.length ?? 0) * 2);
    expect(await ds.DsRestoreEnd(hbc)).toBe(hrNone);
  });

  it('give locations alone without a token, and register nothing', async () => {
    const { hbc, ...machine } = await prepared(null);
    expect(await register(machine, hbc)).toBe(hrMissingExpiryToken);
    expect(machine.host.restoreRegistration()).toBeUndefined();
    expect(await machine.ds.DsRestoreEnd(hbc)).toBe(hrNone);
    expect(machine.host.liveResources()).toBe(0);
  });

  it('take paths that still have their type before them', async () => {
    const { hbc, ...machine } = await prepared(await takeToken());
    const logs = `${String.fromCharCode(BFT_LOG_DIR)}${folder}`;
    const checkpoint = `${String.fromCharCode(BFT_CHECKPOINT_DIR)}${folder}`;
    const hr = await machine.ds.DsRestoreRegister(
      hbc,
      checkpoint,
      logs,
      map,
      1,
      logs,
      generations.low,
      generations.high,
    );
    expect(hr).toBe(hrNone);
    expect(machine.host.restoreRegistration()).toMatchObject({
      checkpointDirectory: folder,
      logDirectory: folder,
      lowestGeneration: generations.low,
    });
    await machine.ds.DsRestoreRegisterComplete(hbc, 0);
    expect(await machine.ds.DsRestoreEnd(hbc)).toBe(hrNone);
  });

  it('register once, and refuse what is no registration', async () => {
    const { hbc, ...machine } = await prepared(await takeToken());
    const { ds } = machine;
    for (const [checkpoint, count, low] of [
      ['', 1, 1],
      [folder, 2, 1],
      [folder, 0, 1],
      [folder, 1, 3],
    ] as const) {
      const hr = await ds.DsRestoreRegister(hbc, checkpoint, folder, map, count, folder, low, 2);
      expect(hr, `${checkpoint} ${count} ${low}`).toBe(ERROR_INVALID_PARAMETER);
    }
    expect(await ds.DsRestoreRegisterComplete(hbc, 0)).toBe(hrInvalidBackupSequence);
    expect(machine.host.restoreRegistration()).toBeUndefined();
    expect(await register(machine, hbc)).toBe(hrNone);
    expect(await register(machine, hbc)).toBe(hrRestoreMapExists);
    await ds.DsRestoreRegisterComplete(hbc, 0);
    await ds.DsRestoreEnd(hbc);
  });

  it('tell Windows once how it went, and end once', async () => {
    const { hbc, ...machine } = await prepared(await takeToken());
    await register(machine, hbc);
    expect(await machine.ds.DsRestoreRegisterComplete(hbc, hrCodes.hrDiskFull | 0)).toBe(hrNone);
    expect(machine.host.restoreRegistration()).toMatchObject({ state: 'failed', status: hrCodes.hrDiskFull });
    expect(await machine.ds.DsRestoreRegisterComplete(hbc, 0)).toBe(ERROR_INVALID_PARAMETER);
    expect(await machine.ds.DsRestoreRegisterComplete(hbc, 5)).toBe(ERROR_INVALID_PARAMETER);
    expect(await machine.ds.DsRestoreEnd(hbc)).toBe(hrNone);
    expect(await machine.ds.DsRestoreEnd(hbc)).toBe(ERROR_INVALID_PARAMETER);
    expect(machine.host.liveResources()).toBe(0);
  });

  it('give a restore up that is ended without having been completed, and do not call it a success', async () => {
    const { hbc, ...machine } = await prepared(await takeToken());
    await register(machine, hbc);
    expect(await machine.ds.DsRestoreEnd(hbc)).toBe(hrNoFullRestore);
    expect(machine.host.restoreRegistration()?.state).toBe('failed');
    expect(machine.host.liveResources()).toBe(0);
  });

  it('answer what the DLL answered', async () => {
    const { hbc, ...machine } = await prepared(await takeToken());
    machine.host.failNext('DsRestoreGetDatabaseLocationsW', { status: 8 });
    expect((await machine.ds.DsRestoreGetDatabaseLocations(hbc)).hr).toBe(8);
    await register(machine, hbc);
    machine.host.failNext('DsRestoreRegisterComplete', { status: 0x80070005 });
    expect(await machine.ds.DsRestoreRegisterComplete(hbc, 0)).toBe(0x80070005);
    expect(await machine.ds.DsRestoreEnd(hbc)).not.toBe(hrNone);
    expect(machine.host.restoreRegistration()?.state).toBe('failed');
    expect(machine.host.liveResources()).toBe(0);
  });

  it('prepare nothing while the directory is online, nor what is not supported', async () => {
    const token = await takeToken();
    const { ds } = await openMachine(disk, '2003');
    const online = await ds.DsRestorePrepare(server, 0, token, token.length);
    expect(online).toEqual({ hr: hrCodes.hrAfterInitialization, hbc: null });
    const offline = await openMachine(disk, '2003', { startedIn: 'restore-mode' });
    const answers = [
      offline.ds.DsRestorePrepare(server, RESTORE_TYPE_AUTHORATATIVE, token, token.length),
      offline.ds.DsRestorePrepare(server, 0, token, token.length + 1),
      offline.ds.DsRestorePrepare(server, 0, null, 4),
    ];
    for (const { hr } of await Promise.all(answers)) expect(hr).toBe(ERROR_INVALID_PARAMETER);
    expect(offline.host.journal().join()).not.toContain('DsRestorePrepare');
  });

  it('have no backend yet where VSS is the one', async () => {
    const { ds } = await openMachine(disk, '2022', { startedIn: 'restore-mode' });
    expect((await ds.DsRestorePrepare(server, 0, null, 0)).hr).toBe(ERROR_MOD_NOT_FOUND);
  });
});
