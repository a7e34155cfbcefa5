import { mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { RestorePlan } from '@dsbackup/session';
import { Win32Error } from '@dsbackup/win32';
import { describe, expect, it } from 'vitest';
import { createNtdsbcliRestoreDriver } from '../src/index.js';
import { hrCodes } from '../src/native/index.js';
import { statusError } from '../src/ntdsbcli-errors.js';
import {
  database,
  folder,
  log,
  logOf,
  place,
  placeAll,
  plan,
  planned,
  restoreRig,
  share,
} from './restore-rig.js';
import { CONTEXT, DATABASE, DIRECTORY, scriptedApi, TOKEN } from './scripted-ntdsbcli-api.js';

const places = {
  databases: [{ name: 'ntds.dit', path: DATABASE }],
  logDirectory: DIRECTORY,
  checkpointDirectory: DIRECTORY,
};
const noBlock = { pv: null, bytes: new Uint8Array(0) };

describe('A restore through ntdsbcli.dll', () => {
  it('makes the documented calls in the documented order', async () => {
    const rig = await restoreRig();
    const { driver, control, calls } = rig;
    await driver.prepare(control);
    expect(await driver.locations(control)).toEqual(places);
    await driver.register(plan, control);
    await place(rig, database, new Uint8Array(10_000));
    await place(rig, log, logOf(7));
    expect(await driver.commit(control)).toEqual({ restartRequired: true, warnings: [] });
    await driver.release(control);
    expect(calls).toEqual([
      'DsIsNTDSOnlineW',
      'DsRestorePrepareW',
      'DsRestoreGetDatabaseLocationsW',
      'DsBackupFree',
      'DsRestoreRegisterW',
      'DsRestoreRegisterComplete',
      'DsRestoreEnd',
    ]);
    expect([...rig.freed.values()]).toEqual([1]);
  });

  it('passes the server without backslashes, the token, and the plan as it is', async () => {
    const seen: unknown[] = [];
    const rig = await restoreRig(() => ({
      DsRestorePrepareW: async (...args) => {
        seen.push(args);
        return { status: 0, hbc: CONTEXT };
      },
      DsRestoreRegisterW: async (...args) => {
        seen.push(args);
        return 0;
      },
      DsRestoreRegisterComplete: async (...args) => {
        seen.push(args);
        return 0;
      },
    }));
    await placeAll(rig);
    await rig.driver.commit(rig.control);
    const map = [{ wszDatabaseName: `${share}\\ntds.dit`, wszNewDatabaseName: `${share}\\ntds.dit` }];
    expect(seen).toEqual([
      ['DC01', 0, TOKEN],
      [CONTEXT, share, share, map, share, 7, 7],
      [CONTEXT, 0],
    ]);
  });

  it('says before anything is touched that without a token only locations can be asked for', async () => {
    const tokens: unknown[] = [];
    const rig = await restoreRig(
      () => ({
        DsRestorePrepareW: async (_server, _flag, token) => {
          tokens.push(token);
          return { status: 0, hbc: CONTEXT };
        },
      }),
      { expiryToken: undefined },
    );
    expect(rig.driver.capabilities.locationsOnly).toBe(true);
    await rig.driver.prepare(rig.control);
    expect(rig.progress[0]).toEqual({
      kind: 'warning',
      message: 'Without the expiry token of the backup only the locations can be asked for.',
    });
    expect(await rig.driver.locations(rig.control)).toEqual(places);
    expect(tokens).toEqual([null]);
    await rig.driver.abort(undefined, rig.control);
    await rig.driver.release(rig.control);
    expect(rig.calls).not.toContain('DsRestoreRegisterComplete');
  });

  it.each([0, 64 * 1024 + 1])('refuses a token of %i bytes before it calls anything', (bytes) => {
    const { api, calls } = scriptedApi();
    const expiryToken = new Uint8Array(bytes);
    expect(() => createNtdsbcliRestoreDriver({ api, serverName: 'DC01', expiryToken })).toThrow(
      expect.objectContaining({ code: 'TOKEN_REFUSED', hint: expect.stringContaining('very bytes') }),
    );
    expect(calls).toEqual([]);
  });

  it('refuses a directory that is online, before anything is prepared', async () => {
    const rig = await restoreRig(() => ({ DsIsNTDSOnlineW: async () => ({ status: 0, fNTDSOnline: true }) }));
    await expect(rig.driver.prepare(rig.control)).rejects.toMatchObject({
      code: 'DIRECTORY_ONLINE',
      hint: expect.stringContaining('Directory Services Restore Mode'),
    });
    await rig.driver.release(rig.control);
    expect(rig.calls).toEqual(['DsIsNTDSOnlineW']);
  });

  it.each([
    [hrCodes.hrContentsExpired, 'EXPIRED'],
    [hrCodes.hrUnknownExpiryTokenFormat, 'TOKEN_REFUSED'],
    [hrCodes.hrRestoreInProgress, 'RESTORE_IN_PROGRESS'],
    [0x80070005, 'ACCESS_DENIED'],
  ])('tells a token or a moment that Windows refuses with 0x%s as %s', async (status, code) => {
    const rig = await restoreRig(() => ({ DsRestorePrepareW: async () => ({ status, hbc: null }) }));
    await expect(rig.driver.prepare(rig.control)).rejects.toMatchObject({
      code,
      native: { call: 'DsRestorePrepareW', status },
    });
    await rig.driver.release(rig.control);
    expect(rig.calls).not.toContain('DsRestoreEnd');
  });

  it('ends a context even when the call that gave it failed, and ends it once', async () => {
    const rig = await restoreRig(() => ({ DsRestorePrepareW: async () => ({ status: 5, hbc: CONTEXT }) }));
    await expect(rig.driver.prepare(rig.control)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await rig.driver.abort(undefined, rig.control);
    await rig.driver.release(rig.control);
    await rig.driver.release(rig.control);
    expect(rig.calls.filter((call) => call === 'DsRestoreEnd')).toHaveLength(1);
  });

  it('takes the places that the backup came from where Windows names none, and says so', async () => {
    const originalLocations = { databases: [{ name: 'ntds.dit', path: 'D:\\NTDS\\ntds.dit' }] };
    const refused = {
      DsRestoreGetDatabaseLocationsW: async () => ({ status: 87, databaseLocationList: noBlock }),
    };
    const rig = await restoreRig(() => refused, { originalLocations });
    await rig.driver.prepare(rig.control);
    expect(await rig.driver.locations(rig.control)).toBe(originalLocations);
    expect(rig.progress).toContainEqual({
      kind: 'warning',
      message: expect.stringContaining('The places that the backup came from are taken instead.'),
    });
    const without = await restoreRig(() => refused);
    await without.driver.prepare(without.control);
    await expect(without.driver.locations(without.control)).rejects.toMatchObject({
      scope: 'call',
      hint: 'Restore to the folders that the backup came from.',
      native: { call: 'DsRestoreGetDatabaseLocationsW', status: 87 },
    });
  });

  it('looks at the signal before each call and rethrows its reason', async () => {
    const rig = await restoreRig();
    const reason = new Error('enough');
    const control = { ...rig.control, signal: AbortSignal.abort(reason) };
    await expect(rig.driver.prepare(control)).rejects.toBe(reason);
    expect(rig.calls).toEqual([]);
    await rig.driver.prepare(rig.control);
    await expect(rig.driver.register(plan, control)).rejects.toBe(reason);
    expect(rig.calls).not.toContain('DsRestoreRegisterW');
  });

  it('gives another identity before everything else and never shows its password', async () => {
    const password = Buffer.from('hunter2');
    const authIdentity = { userName: 'op', domainName: 'CORP', password: () => password };
    const rig = await restoreRig(() => ({ DsSetAuthIdentityW: async () => 5 }), { authIdentity });
    const failure: unknown = await rig.driver.prepare(rig.control).catch((error: unknown) => error);
    expect(rig.calls).toEqual(['DsSetAuthIdentityW']);
    expect(password.every((byte) => byte === 0)).toBe(true);
    expect(inspect([failure, rig.progress, rig.driver], { depth: 9, showHidden: true })).not.toMatch(
      /hunter2/,
    );
  });

  it('rejects as the loader does where the DLL has no restore side', async () => {
    const missing = new Win32Error({ call: 'GetProcAddress', domain: 'win32', status: 127 });
    const rig = await restoreRig(() => ({ DsRestorePrepareW: () => Promise.reject(missing) }));
    await expect(rig.driver.prepare(rig.control)).rejects.toBe(missing);
    await rig.driver.release(rig.control);
    expect(rig.calls).not.toContain('DsRestoreEnd');
  });
});

describe('A plan for ntdsbcli.dll', () => {
  const replay = plan.logReplay;
  if (replay === undefined) throw new Error('The plan of the rig replays logs');
  const wrong: [string, RestorePlan, string][] = [
    ['no logs', { databases: plan.databases, files: plan.files }, 'INVALID_ARGUMENT'],
    ['six digits', { ...plan, logReplay: { ...replay, highestGeneration: 0x100000 } }, 'INVALID_ARGUMENT'],
    ['below zero', { ...plan, logReplay: { ...replay, lowestGeneration: -1 } }, 'INVALID_ARGUMENT'],
    [
      'another computer',
      { ...plan, logReplay: { ...replay, logDirectory: '\\\\DC02\\C$\\x' } },
      'INVALID_ARGUMENT',
    ],
    [
      'a file elsewhere',
      { ...plan, files: [planned('C:\\Windows\\evil.dll', 'file', 1)] },
      'INVALID_ARGUMENT',
    ],
    [
      'a file below',
      { ...plan, files: [planned(`${folder}\\below\\ntds.dit`, 'database', 1)] },
      'INVALID_ARGUMENT',
    ],
    [
      'one place twice',
      { ...plan, files: [database, planned(`${folder}\\NTDS.dit`, 'database', 1)] },
      'INVALID_ARGUMENT',
    ],
    ['a reparse point', { ...plan, files: [planned(`${folder}\\x`, 'reparse-point', 0)] }, 'UNSUPPORTED'],
  ];
  it.each(wrong)('is refused with %s, before Windows hears of it', async (_what, refused, code) => {
    const rig = await restoreRig();
    await rig.driver.prepare(rig.control);
    await expect(rig.driver.register(refused, rig.control)).rejects.toMatchObject({ code, scope: 'call' });
    expect(rig.calls).not.toContain('DsRestoreRegisterW');
    expect(await readdir(rig.root, { recursive: true })).toEqual(['C']);
    await rig.driver.register(plan, rig.control);
  });
});

describe('The files of a restore', () => {
  it('replace what the engine left, and leave foreign files alone', async () => {
    const rig = await restoreRig();
    const local = rig.localPath(folder);
    await mkdir(join(local, 'Sub'), { recursive: true });
    const old = ['NTDS.DIT', 'ntds.jfm', 'edb.log', 'edb00003.log', 'edb.chk', 'edbres00001.jrs', 'temp.edb'];
    for (const name of [...old, 'notes.txt']) await writeFile(join(local, name), name);
    await placeAll(rig);
    expect(await readFile(join(local, 'NTDS.DIT'), 'utf8')).toBe('NTDS.DIT');
    await rig.driver.commit(rig.control);
    expect((await readdir(local)).sort()).toEqual(['Sub', 'edb00007.log', 'notes.txt', 'ntds.dit']);
    expect((await stat(join(local, 'ntds.dit'))).size).toBe(10_000);
  });

  it('leave alone what a link in their place leads to, and the link comes back on abort', async () => {
    const rig = await restoreRig(() => ({
      DsRestoreRegisterComplete: async (_hbc, state) => (state === 0 ? 5 : 0),
    }));
    const elsewhere = join(rig.root, 'C', 'elsewhere.dit');
    await mkdir(rig.localPath(folder), { recursive: true });
    await writeFile(elsewhere, 'elsewhere');
    await symlink(elsewhere, rig.localPath(`${folder}\\ntds.dit`));
    await placeAll(rig);
    await expect(rig.driver.commit(rig.control)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await readFile(elsewhere, 'utf8')).toBe('elsewhere');
    await rig.driver.abort(undefined, rig.control);
    expect(await readlink(rig.localPath(`${folder}\\ntds.dit`))).toBe(elsewhere);
    expect(await readdir(rig.localPath(folder))).toEqual(['ntds.dit']);
  });

  it('may go to several folders, which are made where they are missing', async () => {
    const rig = await restoreRig();
    const files = [
      planned('D:\\New\\DB\\ntds.dit', 'database', 3),
      planned('E:\\Logs\\any.log', 'log', 4096),
    ];
    const [dit, anyLog] = files;
    if (dit === undefined || anyLog === undefined) throw new Error('no files');
    const apart: RestorePlan = {
      databases: [{ backedUpAs: 'C:\\ntds.dit', restoreTo: dit.path }],
      logReplay: {
        checkpointDirectory: 'D:\\New\\DB',
        logDirectory: 'F:\\Live',
        backedUpLogDirectory: 'E:\\Logs',
        lowestGeneration: 9,
        highestGeneration: 9,
      },
      files,
    };
    await rig.driver.prepare(rig.control);
    for (const drive of ['D', 'E', 'F']) await mkdir(join(rig.root, drive));
    await rig.driver.register(apart, rig.control);
    await place(rig, dit, Buffer.from('dit'));
    await place(rig, anyLog, logOf(9));
    await rig.driver.commit(rig.control);
    expect((await readdir(rig.root, { recursive: true })).sort()).toEqual(
      [
        'C',
        'D',
        'D/New',
        'D/New/DB',
        'D/New/DB/ntds.dit',
        'E',
        'E/Logs',
        'E/Logs/any.log',
        'F',
        'F/Live',
      ].map((path) => join(...path.split('/'))),
    );
  });

  it('are taken away again on abort, with the folders that were made for them', async () => {
    const rig = await restoreRig();
    await placeAll(rig);
    await rig.driver.abort(undefined, rig.control);
    expect(await readdir(rig.root, { recursive: true })).toEqual(['C']);
  });

  it('keep the time that the plan gives them', async () => {
    const rig = await restoreRig();
    const dated = { ...database, modified: '2024-02-29T12:34:56.000Z' };
    await rig.driver.prepare(rig.control);
    await rig.driver.register({ ...plan, files: [dated, log] }, rig.control);
    await place(rig, dated, new Uint8Array(10_000));
    await place(rig, log, logOf(7));
    await rig.driver.commit(rig.control);
    expect((await stat(rig.localPath(`${folder}\\ntds.dit`))).mtime.toISOString()).toBe(dated.modified);
  });

  it.each(['dsbackup-restore.old', 'dsbackup-restore-UNFINISHED.txt'])(
    'are not put where %s tells of a restore that was cut off',
    async (name) => {
      const rig = await restoreRig();
      await mkdir(rig.localPath(`${folder}\\${name}`), { recursive: true });
      await rig.driver.prepare(rig.control);
      await expect(rig.driver.register(plan, rig.control)).rejects.toMatchObject({
        code: 'TARGET_EXISTS',
        message: expect.stringContaining(name),
        scope: 'call',
      });
      expect(rig.calls).not.toContain('DsRestoreRegisterW');
    },
  );

  it('replace what an earlier restore had only staged', async () => {
    const rig = await restoreRig();
    const staging = rig.localPath(`${folder}\\dsbackup-restore.new`);
    await mkdir(staging, { recursive: true });
    await writeFile(join(staging, 'ntds.dit'), 'half a database');
    await placeAll(rig);
    await rig.driver.commit(rig.control);
    expect((await readdir(rig.localPath(folder))).sort()).toEqual(['edb00007.log', 'ntds.dit']);
  });
});

describe('The generations of the logs', () => {
  it('are read from the bytes that are written, whatever a name says', async () => {
    const rig = await restoreRig();
    await rig.driver.prepare(rig.control);
    await rig.driver.register(plan, rig.control);
    await rig.driver.create(log, rig.control);
    for (const byte of logOf(8).subarray(0, 20)) await rig.driver.write(Uint8Array.of(byte), rig.control);
    await expect(rig.driver.close(true, rig.control)).rejects.toMatchObject({
      code: 'SOURCE_DAMAGED',
      scope: 'file',
      message: expect.stringContaining('is of generation 0x8 by its header, and generations 0x7 to 0x7'),
    });
    await place(rig, log, logOf(7));
  });

  it('must all be there before anything moves', async () => {
    const rig = await restoreRig();
    const replay = plan.logReplay;
    if (replay === undefined) throw new Error('The plan of the rig replays logs');
    const gap = { ...plan, logReplay: { ...replay, highestGeneration: 8 } };
    await rig.driver.prepare(rig.control);
    await rig.driver.register(gap, rig.control);
    await place(rig, database, new Uint8Array(10_000));
    await place(rig, log, logOf(7));
    await expect(rig.driver.commit(rig.control)).rejects.toMatchObject({
      code: 'SOURCE_MISSING',
      message: expect.stringContaining('No log of generation 0x8'),
    });
    expect(rig.calls).not.toContain('DsRestoreRegisterComplete');
    expect(await readdir(rig.localPath(folder))).toEqual(['dsbackup-restore.new']);
  });

  it('are missed in a log that is too short to have any', async () => {
    const rig = await restoreRig();
    await rig.driver.prepare(rig.control);
    await rig.driver.register(plan, rig.control);
    await rig.driver.create(log, rig.control);
    await rig.driver.write(new Uint8Array(7), rig.control);
    await expect(rig.driver.close(true, rig.control)).rejects.toThrow('has no header');
  });

  it('are nobody but the caller to know where the caller places the files', async () => {
    const rig = await restoreRig();
    await rig.driver.prepare(rig.control);
    await rig.driver.register({ ...plan, files: 'placed-by-caller' }, rig.control);
    expect(await rig.driver.commit(rig.control)).toEqual({ restartRequired: true, warnings: [] });
    expect(await readdir(rig.root, { recursive: true })).toEqual(['C']);
  });
});

describe('Giving a restore up', () => {
  it('tells Windows the status that it gave itself', async () => {
    const states: number[] = [];
    const rig = await restoreRig(() => ({
      DsRestoreRegisterComplete: async (_hbc, state) => {
        states.push(state);
        return 0;
      },
    }));
    await placeAll(rig);
    await rig.driver.abort(statusError({ call: 'DsRestoreRegisterW', subject: 'DC01' }, 5), rig.control);
    await rig.driver.abort(undefined, rig.control);
    expect(states).toEqual([0x80070005]);
  });

  it('tells Windows also when the destination cannot be put back, and tells the caller of both', async () => {
    const rig = await restoreRig(() => ({
      DsRestoreRegisterComplete: async () => hrCodes.hrCommunicationError,
    }));
    await mkdir(rig.localPath(folder), { recursive: true });
    await placeAll(rig);
    // Something foreign in the folder of ours, that removing files does not remove.
    await mkdir(rig.localPath(`${folder}\\dsbackup-restore.new\\foreign`));
    const failure: unknown = await rig.driver.abort(undefined, rig.control).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'TARGET_UNWRITABLE',
      message: expect.stringMatching(
        /is not as it was before the restore: .*dsbackup-restore\.new.* Then DsRestoreRegisterComplete failed/,
      ),
      cause: { code: 'SERVER_UNAVAILABLE' },
    });
  });

  it('keeps what Windows has accepted, though not everything old could be removed', async () => {
    const rig = await restoreRig();
    await placeAll(rig);
    await mkdir(rig.localPath(`${folder}\\dsbackup-restore.new\\foreign`));
    const { warnings } = await rig.driver.commit(rig.control);
    expect(warnings).toEqual([expect.stringMatching(/^After the restore, .*dsbackup-restore\.new" is left/)]);
    expect(rig.calls.at(-1)).toBe('DsRestoreRegisterComplete');
  });
});
