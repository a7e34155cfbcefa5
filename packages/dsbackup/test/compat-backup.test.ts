import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupCommit, BackupProgress, DsBackupError } from '@dsbackup/session';
import {
  BFT_LOG,
  BFT_NTDS_DATABASE,
  ERROR_ACCESS_DENIED,
  ERROR_BUSY,
  ERROR_HANDLE_EOF,
  ERROR_INVALID_PARAMETER,
  type HBC,
  hrCodes,
  parseAttachmentInfo,
} from 'dsbackup/ntdsbcli-compat';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  databaseNames,
  logNames,
  makeDisk,
  openMachine,
  prepare,
  readAll,
  readFile,
  server,
  smallest,
} from './compat-machine.js';

let disk: string;
beforeEach(async () => {
  disk = await makeDisk();
});
afterEach(() => rm(disk, { recursive: true, force: true }));

const { hrNone, hrInvalidHandle, hrInvalidBackupSequence, hrAlreadyOpen } = hrCodes;

describe.each(['2003', '2022'] as const)('the functions of a backup on Windows %s', (windows) => {
  it('answer hrInvalidHandle for a close with none open, and ERROR_INVALID_PARAMETER after the end', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    expect(await machine.ds.DsBackupClose(hbc)).toBe(0xc7ff0003);
    await readAll(machine, hbc);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(hrNone);
    const { ds } = machine;
    expect(await ds.DsBackupClose(hbc)).toBe(87);
    expect((await ds.DsBackupGetDatabaseNames(hbc)).hr).toBe(87);
    expect((await ds.DsBackupGetBackupLogs(hbc)).hr).toBe(87);
    expect((await ds.DsBackupOpenFile(hbc, 'x', smallest)).hr).toBe(87);
    expect((await ds.DsBackupRead(hbc, new Uint8Array(smallest), smallest)).hr).toBe(87);
    expect(await ds.DsBackupTruncateLogs(hbc)).toBe(87);
    expect(await ds.DsBackupEnd(hbc)).toBe(87);
    expect(machine.host.liveResources()).toBe(0);
  });

  it('give the lists of the DLL, with types, NULs and a size in bytes', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    const { szAttachmentInfo, cbSize } = await machine.ds.DsBackupGetDatabaseNames(hbc);
    expect(szAttachmentInfo?.charCodeAt(0)).toBe(BFT_NTDS_DATABASE);
    expect(szAttachmentInfo).toMatch(/ntds\.dit\0\0$/i);
    expect(cbSize).toBe((szAttachmentInfo?.length ?? 0) * 2);
    const { szBackupLogFiles } = await machine.ds.DsBackupGetBackupLogs(hbc);
    const logs = parseAttachmentInfo(szBackupLogFiles ?? '');
    expect(new Set(logs.map(({ bft }) => bft))).toEqual(new Set([BFT_LOG]));
    expect(logs.length).toBeGreaterThan(1);
    await machine.ds.DsBackupEnd(hbc);
  });

  it('never ask for the logs when the databases are asked for', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    const [name = ''] = await databaseNames(machine, hbc);
    expect(await databaseNames(machine, hbc)).toEqual([name]);
    expect(machine.host.journal().join()).not.toContain('DsBackupGetBackupLogs');
    // Once they are asked for, no database can be opened.
    expect((await readFile(machine, hbc, name)).last).toBe(ERROR_HANDLE_EOF);
    await logNames(machine, hbc);
    expect((await machine.ds.DsBackupOpenFile(hbc, name, smallest)).hr).toBe(hrInvalidBackupSequence);
    await machine.ds.DsBackupEnd(hbc);
  });

  it('refuse what Windows refuses, with its statuses', async () => {
    const machine = await openMachine(disk, windows);
    const { ds } = machine;
    const hbc = await prepare(machine);
    const [name = ''] = await databaseNames(machine, hbc);
    const buffer = new Uint8Array(65_536);
    expect((await ds.DsBackupRead(hbc, buffer, smallest)).hr).toBe(hrInvalidHandle);
    expect((await ds.DsBackupOpenFile(hbc, 'C:\\boot.ini', smallest)).hr).toBe(ERROR_INVALID_PARAMETER);
    for (const hint of [0, 8192, smallest + 1, 30_000, Number.NaN])
      expect((await ds.DsBackupOpenFile(hbc, name, hint)).hr).toBe(ERROR_INVALID_PARAMETER);
    const { hr, liFileSize } = await ds.DsBackupOpenFile(hbc, name, smallest);
    expect([hr, liFileSize]).toEqual([hrNone, (await stat(join(disk, 'Windows/NTDS/ntds.dit'))).size]);
    expect((await ds.DsBackupOpenFile(hbc, name, smallest)).hr).toBe(hrAlreadyOpen);
    expect((await ds.DsBackupGetBackupLogs(hbc)).hr).toBe(hrInvalidBackupSequence);
    expect((await ds.DsBackupRead(hbc, buffer, 8192)).hr).toBe(ERROR_INVALID_PARAMETER);
    expect((await ds.DsBackupRead(hbc, new Uint8Array(8192), smallest)).hr).toBe(ERROR_INVALID_PARAMETER);
    expect((await ds.DsBackupRead(hbc, buffer, 65_536)).hr).toBe(hrNone);
    expect(await ds.DsBackupTruncateLogs(hbc)).toBe(hrInvalidBackupSequence);
    await ds.DsBackupEnd(hbc);
  });

  it('take a name with its type before it too', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    const [name] = await databaseNames(machine, hbc);
    const tagged = `${String.fromCharCode(BFT_NTDS_DATABASE)}${name}`;
    expect(await readFile(machine, hbc, tagged)).toEqual({ last: ERROR_HANDLE_EOF, close: hrNone });
    await machine.ds.DsBackupEnd(hbc);
  });

  it('know no context but their own', async () => {
    const machine = await openMachine(disk, windows);
    const other = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    for (const wrong of [hbc, {} as HBC]) {
      expect(await other.ds.DsBackupClose(wrong)).toBe(ERROR_INVALID_PARAMETER);
      expect(await other.ds.DsBackupEnd(wrong)).toBe(ERROR_INVALID_PARAMETER);
      expect(await other.ds.DsRestoreEnd(wrong)).toBe(ERROR_INVALID_PARAMETER);
    }
    expect(await machine.ds.DsRestoreEnd(hbc)).toBe(ERROR_INVALID_PARAMETER);
    await machine.ds.DsBackupEnd(hbc);
  });

  it('count a file as read whose reader stopped at the announced size', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    const atSize = (bytes: number, size: number) => bytes === size;
    for (const name of await databaseNames(machine, hbc))
      expect(await readFile(machine, hbc, name, atSize)).toEqual({ last: hrNone, close: hrNone });
    for (const name of await logNames(machine, hbc)) await readFile(machine, hbc, name, atSize);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(hrNone);
  });

  it('call no backup a success that left a file before its end', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    for (const name of await databaseNames(machine, hbc))
      await readFile(machine, hbc, name, (bytes) => bytes > 0);
    for (const name of await logNames(machine, hbc)) await readFile(machine, hbc, name);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(hrInvalidBackupSequence);
    expect(machine.host.journal().join()).not.toContain('BackupComplete');
    expect(machine.host.liveResources()).toBe(0);
  });

  it('call no backup a success that asked for one list only', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    for (const name of await databaseNames(machine, hbc)) await readFile(machine, hbc, name);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(hrInvalidBackupSequence);
    expect(machine.host.liveResources()).toBe(0);
  });

  it('call no backup a success after a call that failed, and tell of that one', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    expect((await machine.ds.DsBackupOpenFile(hbc, 'none', smallest)).hr).toBe(ERROR_INVALID_PARAMETER);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(ERROR_INVALID_PARAMETER);
    expect(machine.host.journal().join()).not.toContain('BackupComplete');
    expect(machine.host.liveResources()).toBe(0);
  });

  it('hold a close with none open against nobody', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    expect(await machine.ds.DsBackupClose(hbc)).toBe(hrInvalidHandle);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(hrNone);
  });

  it('hold a close between cutting logs and the end against nobody', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    expect(await machine.ds.DsBackupTruncateLogs(hbc)).toBe(hrNone);
    expect(await machine.ds.DsBackupClose(hbc)).toBe(hrInvalidHandle);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(hrNone);
  });

  it('take one call at a time, and say so to a second one', async () => {
    const machine = await openMachine(disk, windows);
    const hbc = await prepare(machine);
    const [first, second] = await Promise.all([
      machine.ds.DsBackupGetDatabaseNames(hbc),
      machine.ds.DsBackupGetDatabaseNames(hbc),
    ]);
    expect([first.hr, second.hr]).toEqual([hrNone, ERROR_BUSY]);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(ERROR_BUSY);
    expect(machine.host.liveResources()).toBe(0);
  });

  it('prepare nothing but a full backup of this computer', async () => {
    const failures: DsBackupError[] = [];
    const { ds, host } = await openMachine(disk, windows, { onFailure: (error) => failures.push(error) });
    const prepared = async (...args: Parameters<typeof ds.DsBackupPrepare>) => {
      const { hr, hbc, pvExpiryToken, cbExpiryTokenSize } = await ds.DsBackupPrepare(...args);
      expect([hbc, pvExpiryToken, cbExpiryTokenSize]).toEqual([null, null, 0]);
      return hr;
    };
    expect(await prepared(server, 0, 2)).toBe(ERROR_INVALID_PARAMETER);
    expect(await prepared(server, 0, 4)).toBe(ERROR_INVALID_PARAMETER);
    expect(await prepared(server, 2, 1)).toBe(ERROR_INVALID_PARAMETER);
    expect(await prepared('', 0, 1)).toBe(ERROR_INVALID_PARAMETER);
    expect(await prepared('DC_01', 0, 1)).toBe(hrCodes.hrCouldNotConnect);
    expect(await prepared('\\\\DC02', 0, 1)).toBe(1702);
    expect(failures).toHaveLength(6);
    expect(host.liveResources()).toBe(0);
    const { hr, hbc } = await ds.DsBackupPrepare('\\\\dc01.corp.example', 0, 1);
    expect(hr).toBe(hrNone);
    if (hbc !== null) await ds.DsBackupEnd(hbc);
  });

  it('let beforeCommit fail the backup with its own reason, and give everything back', async () => {
    const reason = new Error('the disk is full');
    const machine = await openMachine(disk, windows, { beforeCommit: () => Promise.reject(reason) });
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    await expect(machine.ds.DsBackupEnd(hbc)).rejects.toBe(reason);
    expect(machine.host.liveResources()).toBe(0);
  });
});

describe('the functions of a backup over ntdsbcli.dll', () => {
  it.each([ERROR_ACCESS_DENIED, 0x80070005, 0xc80003fa, 0xc7ff1234])(
    'answer what the DLL answered, as the number %i',
    async (status) => {
      const failures: DsBackupError[] = [];
      const machine = await openMachine(disk, '2003', { onFailure: (error) => failures.push(error) });
      const hbc = await prepare(machine);
      machine.host.failNext('DsBackupGetDatabaseNamesW', { status });
      expect((await machine.ds.DsBackupGetDatabaseNames(hbc)).hr).toBe(status);
      // The session has failed: everything after it tells of the same.
      expect((await machine.ds.DsBackupGetBackupLogs(hbc)).hr).toBe(status);
      expect(await machine.ds.DsBackupEnd(hbc)).toBe(status);
      expect(failures[0]?.native?.call).toBe('DsBackupGetDatabaseNamesW');
      expect(machine.host.liveResources()).toBe(0);
    },
  );

  it('hand the token over when the backup is prepared', async () => {
    const { ds } = await openMachine(disk, '2003');
    const { hbc, pvExpiryToken, cbExpiryTokenSize } = await ds.DsBackupPrepare(server, 0, 1);
    expect(cbExpiryTokenSize).toBe(pvExpiryToken?.length);
    expect(cbExpiryTokenSize).toBeGreaterThan(0);
    if (hbc !== null) await ds.DsBackupEnd(hbc);
  });

  it('refuse a second backup as Windows does', async () => {
    const machine = await openMachine(disk, '2003');
    const hbc = await prepare(machine);
    expect((await machine.ds.DsBackupPrepare(server, 0, 1)).hr).toBe(hrCodes.hrBackupInProgress);
    await machine.ds.DsBackupEnd(hbc);
  });

  it('cut logs at once, with the status of that very call', async () => {
    const machine = await openMachine(disk, '2003');
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    machine.host.failNext('DsBackupTruncateLogs', { status: 5 });
    expect(await machine.ds.DsBackupTruncateLogs(hbc)).toBe(5);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(5);
    expect(machine.host.liveResources()).toBe(0);
  });

  it('leave it to DsBackupEnd to tell that ending failed after the logs were cut', async () => {
    const machine = await openMachine(disk, '2003');
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    machine.host.failNext('DsBackupEnd', { status: 1722 });
    expect(await machine.ds.DsBackupTruncateLogs(hbc)).toBe(hrNone);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(1722);
    expect(machine.host.liveResources()).toBe(0);
  });

  it('cut no logs after a call that failed', async () => {
    const machine = await openMachine(disk, '2003');
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    await machine.ds.DsBackupOpenFile(hbc, 'none', smallest);
    expect(await machine.ds.DsBackupTruncateLogs(hbc)).toBe(hrInvalidBackupSequence);
    expect(machine.host.journal().join()).not.toContain('DsBackupTruncateLogs');
    await machine.ds.DsBackupEnd(hbc);
  });
});

describe('the functions of a backup whose beforeCommit fails once', () => {
  it('are not called a success at the second try', async () => {
    const reason = new Error('the disk is full');
    let calls = 0;
    const beforeCommit = () => (++calls === 1 ? Promise.reject(reason) : undefined);
    const machine = await openMachine(disk, '2003', { beforeCommit });
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    await expect(machine.ds.DsBackupTruncateLogs(hbc)).rejects.toBe(reason);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(hrCodes.hrError);
    expect([calls, machine.host.liveResources()]).toEqual([1, 0]);
  });
});

describe('the functions of a backup over VSS', () => {
  it('record the wish to cut logs, and answer 0', async () => {
    const told: BackupProgress[] = [];
    const machine = await openMachine(disk, '2022', { onProgress: (event) => told.push(event) });
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    expect(await machine.ds.DsBackupTruncateLogs(hbc)).toBe(hrNone);
    expect(told).toContainEqual({
      kind: 'warning',
      message: expect.stringContaining('DsBackupTruncateLogs'),
    });
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(hrNone);
  });

  it('hand the documents to beforeCommit, and leave out by name what the DLL has no list for', async () => {
    let commit: BackupCommit | undefined;
    const machine = await openMachine(disk, '2022', {
      beforeCommit: (handed) => {
        commit = handed;
      },
    });
    const hbc = await prepare(machine);
    await readAll(machine, hbc);
    expect(await machine.ds.DsBackupEnd(hbc)).toBe(hrNone);
    expect(commit?.documents.map(({ name }) => name)).toContain('backup-components.xml');
    const verdicts = commit?.components.map(({ component, succeeded }) => [
      component.startsWith('NTDS'),
      succeeded,
    ]);
    for (const [isDirectory, succeeded] of verdicts ?? []) expect(succeeded).toBe(isDirectory);
  });
});
