import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DsBlock,
  type HBC,
  hrCodes,
  RESTORE_TYPE_AUTHORATATIVE,
  RESTORE_TYPE_CATCHUP,
  RESTORE_TYPE_ONLINE,
} from '@dsbackup/ntdsbcli/native';
import { beforeEach, expect, it } from 'vitest';
import { describeLinuxDouble, type LinuxDouble } from './describe-linux-double.js';
import { SERVER } from './ntdsbcli-tree.js';

const INVALID = 87;
const folder = `\\\\${SERVER}\\C$\\Windows\\NTDS`;
const database = `${folder}\\ntds.dit`;
const map = [{ wszDatabaseName: database, wszNewDatabaseName: 'C:\\Windows\\NTDS\\ntds.dit' }];

/** The token of a backup, by the double itself. */
async function tokenOf({ api }: LinuxDouble): Promise<Uint8Array> {
  const { expiryToken, hbc } = await api.DsBackupPrepareW(SERVER, 0, 1);
  await freeBlock(api, expiryToken);
  await api.DsBackupEnd(hbc as HBC);
  return expiryToken.bytes;
}

async function freeBlock(api: LinuxDouble['api'], { pv }: DsBlock): Promise<void> {
  if (pv !== null) await api.DsBackupFree(pv);
}

await describeLinuxDouble((given) => {
  let token: Uint8Array;

  beforeEach(async () => {
    token = await tokenOf(given);
    given.double.setOption('offline', 1);
  });

  async function prepare(): Promise<HBC> {
    const { status, hbc } = await given.api.DsRestorePrepareW(SERVER, 0, token);
    expect(status).toBe(0);
    return hbc as HBC;
  }

  const register = (hbc: HBC, [low, high]: readonly [number, number] = [1, 2]) =>
    given.api.DsRestoreRegisterW(hbc, folder, folder, map, folder, low, high);

  it('restores to a directory that is offline, one restore at a time, and by the supported kinds', async () => {
    const { api, double } = given;
    const kinds = [RESTORE_TYPE_AUTHORATATIVE, RESTORE_TYPE_ONLINE];
    for (const kind of kinds) expect((await api.DsRestorePrepareW(SERVER, kind, token)).status).toBe(INVALID);
    double.setOption('offline', 0);
    expect((await api.DsRestorePrepareW(SERVER, 0, token)).status).toBe(hrCodes.hrAfterInitialization);
    double.setOption('offline', 1);
    const { status, hbc } = await api.DsRestorePrepareW(`\\\\${SERVER}`, RESTORE_TYPE_CATCHUP, token);
    expect(status).toBe(0);
    expect((await api.DsRestorePrepareW(SERVER, 0, token)).status).toBe(hrCodes.hrRestoreInProgress);
    expect((await api.DsBackupPrepareW(SERVER, 0, 1)).status).toBe(hrCodes.hrRestoreInProgress);
    expect(await api.DsBackupEnd(hbc as HBC)).toBe(INVALID);
    expect(await api.DsRestoreEnd(hbc as HBC)).toBe(0);
    expect(await api.DsRestoreEnd(hbc as HBC)).toBe(INVALID);
    expect(double.live()).toBe(0);
  });

  it('looks at every byte of the token and at its length', async () => {
    const { api, double } = given;
    const changed = token.slice();
    changed[23] = 1;
    for (const wrong of [token.slice(0, -1), new Uint8Array([...token, 0]), changed]) {
      const { status, hbc } = await api.DsRestorePrepareW(SERVER, 0, wrong);
      expect([status, hbc]).toEqual([hrCodes.hrUnknownExpiryTokenFormat, null]);
    }
    double.setOption('token-expired', 1);
    expect((await api.DsRestorePrepareW(SERVER, 0, token)).status).toBe(hrCodes.hrContentsExpired);
  });

  it('is told of no token by an empty one, so that whoever restores must refuse it before', async () => {
    // koffi passes memory without bytes as NULL, which asks for the restricted context.
    const { status, hbc } = await given.api.DsRestorePrepareW(SERVER, 0, new Uint8Array(0));
    expect(status).toBe(0);
    expect(await register(hbc as HBC)).toBe(hrCodes.hrMissingExpiryToken);
  });

  it('gives a context without a token the locations and nothing else', async () => {
    const { api, double } = given;
    const { hbc } = await api.DsRestorePrepareW(SERVER, 0, null);
    const { status, databaseLocationList } = await api.DsRestoreGetDatabaseLocationsW(hbc as HBC);
    expect(status).toBe(0);
    expect(Buffer.from(databaseLocationList.bytes).toString('utf16le')).toBe(
      `\x44${database}\0\x82${folder}\0\x83${folder}\0\0`,
    );
    await freeBlock(api, databaseLocationList);
    expect(await register(hbc as HBC)).toBe(hrCodes.hrMissingExpiryToken);
    expect(await api.DsRestoreRegisterComplete(hbc as HBC, 0)).toBe(hrCodes.hrMissingExpiryToken);
    expect(await api.DsRestoreEnd(hbc as HBC)).toBe(0);
    expect(double.registration()).toBeUndefined();
  });

  it('gives the locations to a backup too, unless it is asked not to', async () => {
    const { api, double } = given;
    const { hbc, expiryToken } = await api.DsBackupPrepareW(SERVER, 0, 1);
    const { status, databaseLocationList } = await api.DsRestoreGetDatabaseLocationsW(hbc as HBC);
    expect([status, databaseLocationList.bytes.length % 2]).toEqual([0, 0]);
    double.setOption('no-backup-locations', 1);
    expect((await api.DsRestoreGetDatabaseLocationsW(hbc as HBC)).status).toBe(INVALID);
    for (const block of [expiryToken, databaseLocationList]) await freeBlock(api, block);
    await api.DsBackupEnd(hbc as HBC);
    expect(double.live()).toBe(0);
  });

  it('is told a map of any length and of names in any script, character for character', async () => {
    const { api, double } = given;
    const hbc = await prepare();
    const checkpoint = 'C:\\Ünïcödé\\Каталог\\目录';
    const names = Array.from(
      { length: 40 },
      (_, index) => `C:\\${'x'.repeat(index)}\\ディレクトリ😀\\${index}.dit`,
    );
    const entries = names.map((name) => ({ wszDatabaseName: name, wszNewDatabaseName: `${name}.new` }));
    expect(
      await api.DsRestoreRegisterW(hbc, checkpoint, '\u{10FFFF}', entries, '\u{10FFFF}', 0, 0xfffff),
    ).toBe(0);
    expect(double.registration()).toEqual({
      checkpointFilePath: checkpoint,
      logPath: '\u{10FFFF}',
      backupLogPath: '\u{10FFFF}',
      databases: names.map((name) => [name, `${name}.new`]),
      generations: [0, 0xfffff],
      state: 'locked',
      start: hrCodes.hrNoFullRestore,
    });
  });

  it('registers nothing for a map, paths or generations that can not be', async () => {
    const { api, double } = given;
    const hbc = await prepare();
    const nameless = [{ wszDatabaseName: '', wszNewDatabaseName: 'x' }];
    for (const answer of [
      api.DsRestoreRegisterW(hbc, '', folder, map, folder, 1, 2),
      api.DsRestoreRegisterW(hbc, folder, '', map, folder, 1, 2),
      api.DsRestoreRegisterW(hbc, folder, folder, map, '', 1, 2),
      api.DsRestoreRegisterW(hbc, folder, folder, [], folder, 1, 2),
      api.DsRestoreRegisterW(hbc, folder, folder, nameless, folder, 1, 2),
      register(hbc, [2, 1]),
      register(hbc, [1, 0x100000]),
    ]) {
      expect(await answer).toBe(INVALID);
    }
    expect(double.registration()).toBeUndefined();
  });

  it('stays locked until it is completed, even beyond the end of the context', async () => {
    const { api, double } = given;
    const first = await prepare();
    expect(await api.DsRestoreRegisterComplete(first, 0)).toBe(INVALID);
    expect(await register(first)).toBe(0);
    expect(await register(first)).toBe(hrCodes.hrRestoreMapExists);
    await api.DsRestoreEnd(first);
    expect(double.registration()?.state).toBe('locked');
    expect((await api.DsRestorePrepareW(SERVER, 0, token)).status).toBe(hrCodes.hrRestoreInProgress);
  });

  it.each([hrCodes.hrReadVerifyFailure, 5, 0x80070070, 0xffffffff])(
    'keeps the status %i of a restore that failed as it was said',
    async (status) => {
      const { api, double } = given;
      const hbc = await prepare();
      await register(hbc);
      expect(await api.DsRestoreRegisterComplete(hbc, status)).toBe(0);
      expect(double.registration()).toMatchObject({ state: status, start: hrCodes.hrNoFullRestore });
      await api.DsRestoreEnd(hbc);
      await prepare();
    },
  );

  it('starts only from what lies there: the database, and a log of every generation', async () => {
    const { api, double } = given;
    const root = await mkdtemp(join(tmpdir(), 'dsbackup-restored-'));
    const ntds = join(root, 'Windows', 'NTDS');
    await mkdir(ntds, { recursive: true });
    double.setRoot(root);
    const complete = async (generations: readonly [number, number]) => {
      const hbc = await prepare();
      expect(await register(hbc, generations)).toBe(0);
      expect(await api.DsRestoreRegisterComplete(hbc, 0)).toBe(0);
      await api.DsRestoreEnd(hbc);
      return double.registration()?.start;
    };
    try {
      expect(await complete([1, 1])).toBe(hrCodes.hrDatabaseNotFound);
      await writeFile(join(ntds, 'ntds.dit'), 'x');
      await writeFile(join(ntds, 'edb00004.log'), logOf(4));
      await writeFile(join(ntds, 'edb.log'), logOf(5));
      await writeFile(join(ntds, 'edbtmp.log'), logOf(6));
      expect(await complete([4, 5])).toBe(0);
      expect(await complete([3, 5])).toBe(hrCodes.hrMissingRestoreLogFiles);
      expect(await complete([4, 6])).toBe(hrCodes.hrMissingRestoreLogFiles);
      const hbc = await prepare();
      const logs = join(root, 'logs');
      await mkdir(logs);
      await writeFile(join(logs, 'edb00004.log'), logOf(4));
      const registerLogs = () => api.DsRestoreRegisterW(hbc, folder, folder, map, logs, 4, 5);
      expect(await registerLogs()).toBe(hrCodes.hrMissingRestoreLogFiles);
      expect(double.registration()).toBeUndefined();
      await rm(join(logs, 'edb00004.log'));
      expect(await registerLogs()).toBe(0);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });

  it('can fail after its work is done, with what it hands out handed out', async () => {
    const { api, double } = given;
    double.setOption('late-failure', 1);
    double.failNext({ call: 'DsRestorePrepareW', status: 1722 });
    const { status, hbc } = await api.DsRestorePrepareW(SERVER, 0, token);
    expect([status, typeof hbc]).toEqual([1722, 'bigint']);
    expect(double.live()).toBe(1);
    double.failNext({ call: 'DsRestoreRegisterW', status: 1726 });
    expect(await register(hbc as HBC)).toBe(1726);
    expect(double.registration()?.state).toBe('locked');
    await api.DsRestoreEnd(hbc as HBC);
  });
});

/** As much of a log as says its generation. */
function logOf(generation: number): Uint8Array {
  const log = new Uint8Array(4096);
  new DataView(log.buffer).setInt32(4, generation, true);
  return log;
}
