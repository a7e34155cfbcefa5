import type { HBC, NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type NtdsbcliVariants, openSimulatedDomainController, SimulatorError } from '../src/index.js';
import { databaseBytes, handMadeTree } from './hand-made-tree.js';

const database = '\\\\DC01\\C$\\Windows\\NTDS\\ntds.dit';
const log = '\\\\DC01\\C$\\Windows\\NTDS\\edb.log';
const unit = 24_576;

async function open(variants: NtdsbcliVariants = {}) {
  const host = await openSimulatedDomainController(await handMadeTree(), {
    windows: '2003',
    computerName: 'DC01',
    ntdsbcli: variants,
  });
  return { host, api: await host.ntdsbcli() };
}

async function prepared(variants: NtdsbcliVariants = {}) {
  const { host, api } = await open(variants);
  const { hbc, expiryToken } = await api.DsBackupPrepareW('\\\\dc01', 0, 1);
  if (hbc === null) throw new Error('DsBackupPrepareW gave no context');
  onTestFinished(async () => {
    await api.DsBackupEnd(hbc);
  });
  return { host, api, hbc, expiryToken };
}

type Step = (api: NtdsbcliApi, hbc: HBC) => Promise<unknown>;

const openDatabase: Step = (api, hbc) => api.DsBackupOpenFileW(hbc, database, unit);
const openLog: Step = (api, hbc) => api.DsBackupOpenFileW(hbc, log, unit);
const listLogs: Step = (api, hbc) => api.DsBackupGetBackupLogsW(hbc);

const sequences: readonly { title: string; before: readonly Step[]; last: Step; status: number }[] = [
  { title: 'a second open is hrAlreadyOpen', before: [openDatabase], last: openDatabase, status: 0xc7ff0005 },
  { title: 'a close with none open is hrInvalidHandle', before: [], last: closed, status: 0xc7ff0003 },
  { title: 'a read with none open is hrInvalidHandle', before: [], last: reading(unit), status: 0xc7ff0003 },
  {
    title: 'logs while a file is open are hrInvalidBackupSequence',
    before: [openDatabase],
    last: listLogs,
    status: 0xc8000209,
  },
  {
    title: 'a database after the logs is hrInvalidBackupSequence',
    before: [listLogs],
    last: openDatabase,
    status: 0xc8000209,
  },
  {
    title: 'the database list after the logs is hrInvalidBackupSequence',
    before: [listLogs],
    last: (api, hbc) => api.DsBackupGetDatabaseNamesW(hbc),
    status: 0xc8000209,
  },
  {
    title: 'a log before the list of logs is hrInvalidBackupSequence',
    before: [],
    last: openLog,
    status: 0xc8000209,
  },
  { title: 'a log after the list of logs opens', before: [listLogs], last: openLog, status: 0 },
  {
    title: 'cutting logs before they were listed is hrInvalidBackupSequence',
    before: [],
    last: (api, hbc) => api.DsBackupTruncateLogs(hbc),
    status: 0xc8000209,
  },
  {
    title: 'cutting logs while a file is open is hrInvalidBackupSequence',
    before: [listLogs, openLog],
    last: (api, hbc) => api.DsBackupTruncateLogs(hbc),
    status: 0xc8000209,
  },
  {
    title: 'a buffer of 8,192 is ERROR_INVALID_PARAMETER',
    before: [openDatabase],
    last: reading(8192),
    status: 87,
  },
  {
    title: 'a buffer of 30,000 is ERROR_INVALID_PARAMETER',
    before: [openDatabase],
    last: reading(30_000),
    status: 87,
  },
  {
    title: 'a read hint of 1,000 is ERROR_INVALID_PARAMETER',
    before: [],
    last: (api, hbc) => api.DsBackupOpenFileW(hbc, database, 1000),
    status: 87,
  },
  {
    title: 'a name from no list is hrFileNotFound',
    before: [],
    last: (api, hbc) => api.DsBackupOpenFileW(hbc, '\\\\DC01\\C$\\Windows\\win.ini', unit),
    status: 0xc8000713,
  },
  {
    title: 'an ended context is ERROR_INVALID_PARAMETER',
    before: [(api, hbc) => api.DsBackupEnd(hbc)],
    last: openDatabase,
    status: 87,
  },
  {
    title: 'a second preparation is hrBackupInProgress',
    before: [],
    last: (api) => api.DsBackupPrepareW('DC01', 0, 1),
    status: 0xc80001f9,
  },
];

function closed(api: NtdsbcliApi, hbc: HBC) {
  return api.DsBackupClose(hbc);
}

function reading(length: number): Step {
  return (api, hbc) => api.DsBackupRead(hbc, new Uint8Array(length));
}

function statusOf(answer: unknown): number {
  return typeof answer === 'number' ? answer : (answer as { status: number }).status;
}

describe('the order of the calls of ntdsbcli.dll', () => {
  for (const { title, before, last, status } of sequences) {
    it(title, async () => {
      const { api, hbc } = await prepared();
      for (const step of before) expect(statusOf(await step(api, hbc))).toBe(0);
      expect(statusOf(await last(api, hbc))).toBe(status);
    });
  }

  it('serves the local computer only', async () => {
    const { api } = await open();
    const answer = async (server: string) => (await api.DsIsNTDSOnlineW(server)).status;
    expect(await answer('\\\\DC01')).toBe(0);
    expect(await answer('dc01')).toBe(0);
    expect(await answer('DC_01')).toBe(0xc7ff0007);
    expect(await answer('')).toBe(0xc7ff0007);
    expect(await answer('DC02')).toBe(1702);
  });

  it('makes full backups only', async () => {
    const { api } = await open();
    expect((await api.DsBackupPrepareW('DC01', 0, 4)).status).toBe(87);
    expect((await api.DsBackupPrepareW('DC01', 1, 1)).status).toBe(87);
  });

  it('says that the directory is offline when its database is gone', async () => {
    const { host, api } = await open();
    await host.directory.remove('C:\\windows\\ntds\\NTDS.DIT');
    expect(await api.DsIsNTDSOnlineW('DC01')).toEqual({ status: 0, fNTDSOnline: false });
    expect((await api.DsBackupPrepareW('DC01', 0, 1)).status).toBe(0xc7ff0007);
  });

  it('is loud when memory is freed twice', async () => {
    const { api, expiryToken } = await prepared();
    if (expiryToken.pv === null) throw new Error('no token');
    await api.DsBackupFree(expiryToken.pv);
    await expect(api.DsBackupFree(expiryToken.pv)).rejects.toSatisfy(
      (error) => SimulatorError.is(error) && error.code === 'MISUSE',
    );
  });

  it('counts what is not given back', async () => {
    const { host, api, hbc, expiryToken } = await prepared();
    await openDatabase(api, hbc);
    expect(host.liveResourceNames().sort()).toEqual([
      'HBC',
      'file of a legacy backup',
      'memory of ntdsbcli.dll',
    ]);
    await api.DsBackupEnd(hbc);
    if (expiryToken.pv !== null) await api.DsBackupFree(expiryToken.pv);
    expect(host.liveResources()).toBe(0);
  });
});

describe('what a legacy backup reads', () => {
  async function readAll(variants: NtdsbcliVariants) {
    const { api, hbc } = await prepared(variants);
    const name = variants.openNames === 'with-tag' ? `D${database}` : database;
    const { liFileSize, status } = await api.DsBackupOpenFileW(hbc, name, unit);
    expect(status).toBe(0);
    const chunks: Uint8Array[] = [];
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const answer = await api.DsBackupRead(hbc, buffer);
      chunks.push(buffer.slice(0, answer.cbRead));
      if (answer.status !== 0 || answer.cbRead === 0)
        return { bytes: Buffer.concat(chunks), end: answer.status, liFileSize };
    }
  }

  it('is the file, byte for byte, then ERROR_HANDLE_EOF', async () => {
    const { bytes, end, liFileSize } = await readAll({});
    expect(bytes.equals(databaseBytes)).toBe(true);
    expect(end).toBe(38);
    expect(liFileSize).toBe(300_000n);
  });

  it('is the same under every variant', async () => {
    const variants: readonly [NtdsbcliVariants, number][] = [
      [{ endOfFile: 'wrapped', shortReads: true }, 0x80070026],
      [{ endOfFile: 'zero-bytes' }, 0],
      [{ openNames: 'with-tag' }, 38],
      [{ endOfFile: 'with-last-bytes' }, 38],
    ];
    for (const [variant, end] of variants) {
      const answer = await readAll(variant);
      expect(answer.bytes.equals(databaseBytes)).toBe(true);
      expect(answer.end).toBe(end);
    }
    expect((await readAll({ sizeDifference: 8192 })).liFileSize).toBe(308_192n);
  });

  it('has lists of tagged UNC names, with and without the last NUL', async () => {
    const lists = async (variants: NtdsbcliVariants) => {
      const { api, hbc } = await prepared(variants);
      const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf16le');
      return [
        text((await api.DsBackupGetDatabaseNamesW(hbc)).attachmentInfo.bytes),
        text((await api.DsBackupGetBackupLogsW(hbc)).backupLogFiles.bytes),
      ];
    };
    const log1 = '!\\\\DC01\\C$\\Windows\\NTDS\\edb00001.log\0';
    expect(await lists({})).toEqual([`D${database}\0\0`, `${log1}!${log}\0\0`]);
    expect(await lists({ lists: 'without-final-nul' })).toEqual([`D${database}\0`, `${log1}!${log}\0`]);
  });

  it('wraps Win32 codes when asked to', async () => {
    const { api } = await open({ win32Codes: 'wrapped' });
    expect((await api.DsBackupPrepareW('DC02', 0, 1)).status).toBe(0x800706a6);
  });

  it('fails the call that was planned to fail, once', async () => {
    const { host, api, hbc } = await prepared();
    host.failNext('DsBackupRead', { status: 0xc80003fa, occurrence: 2 });
    await openDatabase(api, hbc);
    const buffer = new Uint8Array(unit);
    const answers = [];
    for (let call = 0; call < 3; call++) answers.push((await api.DsBackupRead(hbc, buffer)).status);
    expect(answers).toEqual([0, 0xc80003fa, 0]);
  });

  it('is not there on a Windows without ntdsbcli.dll', async () => {
    const host = await openSimulatedDomainController(await handMadeTree(), { windows: '2022' });
    expect((await host.facts()).hasNtdsbcli).toBe(false);
    await expect(host.ntdsbcli()).rejects.toMatchObject({ code: 'DLL_MISSING' });
  });
});
