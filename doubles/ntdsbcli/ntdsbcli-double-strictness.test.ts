import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BACKUP_DISABLE_INCREMENTAL, createNtdsbcliApi, type HBC, hrCodes } from '@dsbackup/ntdsbcli/native';
import { expect, it } from 'vitest';
import { projectRoot } from '../project-root.js';
import { backUp, differences } from './backup-scene.js';
import { describeLinuxDouble, type LinuxDouble } from './describe-linux-double.js';
import { SERVER } from './ntdsbcli-tree.js';

const run = promisify(execFile);

const database = `\\\\${SERVER}\\C$\\Windows\\NTDS\\ntds.dit`;
const log = `\\\\${SERVER}\\C$\\Windows\\NTDS\\edb.log`;
const INVALID = 87;
const SEQUENCE = hrCodes.hrInvalidBackupSequence;

async function prepare({ api }: LinuxDouble): Promise<HBC> {
  const { hbc } = await api.DsBackupPrepareW(SERVER, 0, 1);
  if (hbc === null) throw new Error('no context');
  await api.DsBackupGetDatabaseNamesW(hbc);
  return hbc;
}

await describeLinuxDouble((given) => {
  it('lists names as UNC paths, each behind its type', async () => {
    const { api } = given;
    const { hbc } = await api.DsBackupPrepareW(`\\\\${SERVER}`, 0, 1);
    const { attachmentInfo } = await api.DsBackupGetDatabaseNamesW(hbc as HBC);
    expect(Buffer.from(attachmentInfo.bytes).toString('utf16le')).toBe(`\x44${database}\0\0`);
  });

  it('has one file open at a time', async () => {
    const { api } = given;
    const hbc = await prepare(given);
    expect((await api.DsBackupOpenFileW(hbc, database, 24_576)).status).toBe(0);
    expect((await api.DsBackupOpenFileW(hbc, database, 24_576)).status).toBe(hrCodes.hrAlreadyOpen);
    expect(await api.DsBackupClose(hbc)).toBe(0);
    expect(await api.DsBackupClose(hbc)).toBe(hrCodes.hrInvalidHandle);
  });

  it('gives no logs while a file is open, and no database after the logs', async () => {
    const { api } = given;
    const hbc = await prepare(given);
    await api.DsBackupOpenFileW(hbc, database, 24_576);
    expect((await api.DsBackupGetBackupLogsW(hbc)).status).toBe(SEQUENCE);
    await api.DsBackupClose(hbc);
    expect((await api.DsBackupOpenFileW(hbc, log, 24_576)).status).toBe(INVALID);
    expect((await api.DsBackupGetBackupLogsW(hbc)).status).toBe(0);
    expect((await api.DsBackupOpenFileW(hbc, database, 24_576)).status).toBe(SEQUENCE);
    expect((await api.DsBackupGetDatabaseNamesW(hbc)).status).toBe(SEQUENCE);
  });

  it('cuts no logs before all that it listed was read to the end', async () => {
    const { api } = given;
    const hbc = await prepare(given);
    expect(await api.DsBackupTruncateLogs(hbc)).toBe(SEQUENCE);
    await api.DsBackupGetBackupLogsW(hbc);
    expect(await api.DsBackupTruncateLogs(hbc)).toBe(SEQUENCE);
    expect(await api.DsBackupEnd(hbc)).toBe(0);
  });

  it('takes buffers of at least 24,576 bytes in steps of 8,192 and no others', async () => {
    const { api } = given;
    const hbc = await prepare(given);
    expect((await api.DsBackupOpenFileW(hbc, database, 8192)).status).toBe(INVALID);
    expect((await api.DsBackupOpenFileW(hbc, database, 24_576)).status).toBe(0);
    for (const size of [0, 8192, 16_384, 24_577, 30_000]) {
      expect((await api.DsBackupRead(hbc, new Uint8Array(size))).status, `${size}`).toBe(INVALID);
    }
    expect(await api.DsBackupRead(hbc, new Uint8Array(32_768))).toEqual({ status: 0, cbRead: 32_768 });
  });

  it('knows its one context: another, or one that ended, is ERROR_INVALID_PARAMETER', async () => {
    const { api } = given;
    const hbc = await prepare(given);
    expect(await api.DsBackupClose((hbc + 16n) as HBC)).toBe(INVALID);
    expect((await api.DsBackupPrepareW(SERVER, 0, 1)).status).toBe(hrCodes.hrBackupInProgress);
    expect(await api.DsBackupEnd(hbc)).toBe(0);
    expect(await api.DsBackupEnd(hbc)).toBe(INVALID);
  });

  it('does full backups of a computer without an underscore in its name, and no others', async () => {
    const { api } = given;
    expect((await api.DsBackupPrepareW(SERVER, 0, 4)).status).toBe(INVALID);
    expect((await api.DsBackupPrepareW('DC_01', 0, 1)).status).toBe(INVALID);
    expect((await api.DsIsNTDSOnlineW('DC_01')).status).toBe(hrCodes.hrCouldNotConnect);
  });

  it('wants names without their type, and only those that it listed', async () => {
    const { api } = given;
    const hbc = await prepare(given);
    expect((await api.DsBackupOpenFileW(hbc, `\x44${database}`, 24_576)).status).toBe(INVALID);
    expect((await api.DsBackupOpenFileW(hbc, 'C:\\boot.ini', 24_576)).status).toBe(INVALID);
  });

  it('is told any log number, and the one that stands for no incremental backups', async () => {
    const { api, double } = given;
    for (const log of [0, 7, BACKUP_DISABLE_INCREMENTAL]) {
      expect(await api.DsSetCurrentBackupLogW(SERVER, log)).toBe(0);
      expect(double.currentBackupLog()).toBe(log);
    }
    expect(await api.DsSetCurrentBackupLogW('DC_01', 1)).toBe(INVALID);
  });

  it('exports the function that no header declares, which is found and never called', async () => {
    expect(given.api.hasDsRestoreCheckExpiryToken).toBe(true);
    const library = await given.loadLibrary('ntdsbcli.dll');
    const without = { ...library, find: () => undefined };
    expect((await createNtdsbcliApi(async () => without)).hasDsRestoreCheckExpiryToken).toBe(false);
  });

  it('damages pages of the database, and only of the database, when asked to', async () => {
    given.double.setOption('page-fuzz', 7);
    expect(differences(given, await backUp(given))).toEqual([database]);
  });

  it('counts what is out', async () => {
    const { api, double } = given;
    const { hbc, expiryToken } = await api.DsBackupPrepareW(SERVER, 0, 1);
    const { attachmentInfo } = await api.DsBackupGetDatabaseNamesW(hbc as HBC);
    await api.DsBackupOpenFileW(hbc as HBC, database, 24_576);
    expect(double.live()).toBe(4);
    for (const { pv } of [expiryToken, attachmentInfo]) if (pv !== null) await api.DsBackupFree(pv);
    expect(double.live()).toBe(2);
    await api.DsBackupEnd(hbc as HBC);
    expect(double.live()).toBe(0);
  });

  /** In a process of its own, since what goes wrong here ends it. */
  async function runProgram(program: string, env: Record<string, string> = {}) {
    const script = `import koffi from 'koffi';
      const library = koffi.load(process.env.DOUBLE);
      const free = library.func('DsBackupFree', 'void', ['void *']);
      const out = ['void *', 'void *', 'void *'];
      const prepare = library.func('DsBackupPrepareW', 'int32_t', ['str16', 'uint32_t', 'uint32_t', ...out]);
      const end = library.func('DsBackupEnd', 'int32_t', ['void *']);
      const token = new BigUint64Array(1), size = new Uint32Array(1), hbc = new BigUint64Array(1);
      ${program}`;
    return run(process.execPath, ['--input-type=module', '-e', script], {
      cwd: projectRoot,
      env: { ...process.env, DOUBLE: given.path, DSBACKUP_DOUBLE_ROOT: given.tree.root, ...env },
    });
  }

  it.each([
    ['a block freed twice', `prepare('${SERVER}', 0, 1, token, size, hbc); free(token[0]); free(token[0]);`],
    ['memory that is not its own', 'free(koffi.address(Buffer.alloc(8)));'],
    ['a null pointer', 'free(null);'],
  ])('ends the process loudly for %s', async (_name, program) => {
    const failure = await runProgram(program).catch((error) => error);
    expect(failure).toMatchObject({ signal: 'SIGABRT' });
    expect(failure.stderr).toMatch(/\*\*\* ntdsbcli double: DsBackupFree MISUSED/);
  });

  it('ends the process loudly for a context that is used on another thread', async () => {
    const failure = await runProgram(`prepare('${SERVER}', 0, 1, token, size, hbc);
      await new Promise((done) => end.async(hbc[0], done));`).catch((error) => error);
    expect(failure).toMatchObject({ signal: 'SIGABRT' });
    expect(failure.stderr).toMatch(/DsBackupEnd MISUSED: called from another thread/);
  });

  it('takes root and journal from the environment when no test set them', async () => {
    const journal = join(given.tree.root, 'journal');
    await writeFile(journal, '');
    await runProgram(`prepare('${SERVER}', 0, 1, token, size, hbc); free(token[0]); end(hbc[0]);`, {
      DSBACKUP_DOUBLE_JOURNAL: journal,
    });
    expect((await readFile(journal, 'utf8')).split('\n')).toEqual([
      'DsBackupPrepareW 0x00000000',
      'DsBackupFree 0x00000000',
      'DsBackupEnd 0x00000000',
      '',
    ]);
    await rm(journal);
  });
});
