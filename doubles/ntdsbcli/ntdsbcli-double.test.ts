import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeBackupSession } from '@dsbackup/contract';
import { createNtdsbcliBackupDriver, loadNtdsbcli } from '@dsbackup/ntdsbcli';
import { type HBC, hrCodes, type NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import {
  type BackupReceipt,
  DsBackupError,
  type ErrorCode,
  type IBackupSession,
  startBackupSession,
} from '@dsbackup/session';
import type { LibraryLoader } from '@dsbackup/win32';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadDouble, loaderOf } from '../load-double.js';
import { projectRoot } from '../project-root.js';
import { describeRing } from '../ring.js';
import { buildNtdsbcliDouble, findMingwHeaders } from './build.js';
import { controlNtdsbcliDouble, type NtdsbcliDouble, type NtdsbcliDoubleOptions } from './ntdsbcli-double.js';
import { ntdsbcliDoubleHarness } from './ntdsbcli-double-harness.js';
import { makeNtdsbcliTree, type NtdsbcliTree, SERVER } from './ntdsbcli-tree.js';

const run = promisify(execFile);
const full = process.env.DSBACKUP_FULL === '1';

const headers = await findMingwHeaders();
const ring = {
  name: 'The double of ntdsbcli.dll on Linux, through koffi',
  needs: [
    { command: 'gcc', debian: 'gcc' },
    // No command of this name exists, so that the ring says what is missing.
    ...(headers === undefined ? [{ command: 'ntdsbcli.h', debian: 'mingw-w64-common' }] : []),
  ],
};

let path: string;
let loadLibrary: LibraryLoader;
let double: NtdsbcliDouble;
let api: NtdsbcliApi;
let tree: NtdsbcliTree;

if (process.platform === 'linux') describeRing(ring, describeDouble);
else describe.skip(ring.name, () => {});

function describeDouble(): void {
  beforeAll(async () => {
    path = await buildNtdsbcliDouble('linux');
    const library = await loadDouble(path);
    loadLibrary = loaderOf('ntdsbcli.dll', library);
    double = controlNtdsbcliDouble(library);
    api = await loadNtdsbcli(loadLibrary);
  });

  describeBackupSession(
    'ntdsbcli over the double',
    () => ntdsbcliDoubleHarness((name) => loadLibrary(name))(),
    { describe, it },
  );

  describe('With a tree of its own', () => {
    beforeAll(async () => {
      tree = await makeNtdsbcliTree();
    });
    afterAll(() => tree.dispose());
    beforeEach(() => {
      double.reset();
      double.setRoot(tree.root);
    });
    afterEach(() => double.reset());

    describe('The driver', describeDriver);
    describe('The double', describeStrictness);
  });
}

interface Backup {
  readonly receipt: BackupReceipt;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

async function backUp(truncateLogs = false): Promise<Backup> {
  await using session = await startBackupSession(createNtdsbcliBackupDriver({ api, serverName: SERVER }));
  const files = new Map<string, Uint8Array>();
  for await (const file of session.files()) files.set(file.path, await readAll(session, file));
  return { receipt: await session.complete({ truncateLogs }), files };
}

async function readAll(
  session: IBackupSession,
  file: Parameters<IBackupSession['readFile']>[0],
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of session.readFile(file)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function failureOf(work: Promise<unknown>): Promise<DsBackupError> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!DsBackupError.is(failure)) throw new Error(`No DsBackupError, but ${String(failure)}`);
  return failure;
}

function expectSameFiles(backup: Backup): void {
  expect([...backup.files.keys()].sort()).toEqual(tree.expected.map((file) => file.path).sort());
  for (const { path, bytes } of tree.expected) {
    expect(Buffer.compare(backup.files.get(path) ?? Buffer.of(1), bytes ?? Buffer.of(2)), path).toBe(0);
  }
}

function describeDriver(): void {
  const forms: readonly (readonly [string, Partial<NtdsbcliDoubleOptions>])[] = [
    ['in the documented form', {}],
    ['with short reads', { 'short-reads': 70_000 }],
    ['with the end as a wrapped code', { 'eof-form': 1 }],
    ['with the end as success without bytes', { 'eof-form': 2 }],
    ['with the end together with the last bytes', { 'eof-form': 3 }],
    ['with lists without their last NUL', { 'list-form': 1 }],
    ['with wrapped Win32 codes', { 'wrap-win32': 1 }],
  ];

  it.each(forms)('brings back every byte %s', async (_name, options) => {
    setOptions(options);
    const backup = await backUp(true);
    expectSameFiles(backup);
    expect(backup.receipt.logsTruncated).toBe(true);
    expect(backup.receipt.warnings).toEqual([]);
    expect(backup.receipt.expiryToken).toHaveLength(24);
    expect(double.live()).toBe(0);
  });

  it('names a file whose announced size was not what it gave', async () => {
    double.setOption('size-delta', 8192);
    const { receipt } = await backUp();
    expect(receipt.warnings).toHaveLength(tree.expected.length);
    expect(receipt.warnings[0]).toMatch(/announced with \d+ bytes and gave \d+/);
  });

  const wrong: readonly (readonly [string, Partial<NtdsbcliDoubleOptions>, ErrorCode])[] = [
    ['the directory is offline', { offline: 1 }, 'DIRECTORY_OFFLINE'],
    ['no answer came to whether it is online', { unwritten: 1 }, 'NATIVE_FAILURE'],
    ['no expiry token came', { unwritten: 2 }, 'NATIVE_FAILURE'],
    ['no context came', { unwritten: 4 }, 'NATIVE_FAILURE'],
    ['no list came', { unwritten: 8 }, 'SOURCE_MISSING'],
    ['a list came without its size', { unwritten: 64 }, 'NATIVE_FAILURE'],
    ['no size came', { unwritten: 16 }, 'NATIVE_FAILURE'],
    ['no count of bytes came', { unwritten: 32 }, 'NATIVE_FAILURE'],
    ['a list was cut inside a name', { 'list-form': 2 }, 'NATIVE_FAILURE'],
    ['a list is a byte short', { 'list-form': 3 }, 'NATIVE_FAILURE'],
    ['a list has an entry without a name', { 'list-form': 4 }, 'NATIVE_FAILURE'],
    ['a read claims more than the buffer has', { 'overlong-read': 1 }, 'NATIVE_FAILURE'],
  ];

  it.each(wrong)('gives up and gives everything back when %s', async (_name, options, code) => {
    setOptions(options);
    const failure = await failureOf(backUp());
    expect(failure.code).toBe(code);
    expect(double.live()).toBe(0);
    expect(count('DsBackupEnd')).toBe(
      options.unwritten === 4 || code === 'DIRECTORY_OFFLINE' ? 0 : count('DsBackupPrepareW'),
    );
  });

  it('refuses the name of another computer as the DLL does', async () => {
    double.setServer('OTHER');
    const failure = await failureOf(backUp());
    expect(failure.code).toBe('SERVER_UNAVAILABLE');
    expect(failure.native).toMatchObject({ status: 1702, symbol: 'RPC_S_INVALID_BINDING', domain: 'win32' });
  });

  const codes: readonly (readonly [number, ErrorCode | undefined])[] = [
    [5, 'ACCESS_DENIED'],
    [0x80070005, 'ACCESS_DENIED'],
    [8, 'OUT_OF_MEMORY'],
    [112, 'INSUFFICIENT_STORAGE'],
    [1722, 'SERVER_UNAVAILABLE'],
    [0x800706ba, 'SERVER_UNAVAILABLE'],
    [0xc7ff0007, 'SERVER_UNAVAILABLE'],
    [0xc80001f9, 'BACKUP_IN_PROGRESS'],
    [0xc80003fa, 'SOURCE_DAMAGED'],
    [0xc8000321, 'NATIVE_FAILURE'],
    [0x8800032e, 'NATIVE_FAILURE'],
    [0xdeadbeef, 'NATIVE_FAILURE'],
    ...(full
      ? Object.values(hrCodes)
          .filter((status) => status !== 0)
          .map((status) => [status, undefined] as const)
      : []),
  ];

  it.each([0, 1])(
    'survives every call of a backup failing, at every occurrence, with every code (failures cancel: %i)',
    async (cancels) => {
      await backUp(true);
      const calls = new Map<string, number>();
      for (const call of journalCalls()) calls.set(call, (calls.get(call) ?? 0) + 1);
      calls.delete('DsBackupFree');
      expect(calls.size).toBe(9);
      for (const [call, occurrences] of calls) {
        for (let occurrence = 1; occurrence <= occurrences; occurrence += 1) {
          for (const [status, code] of codes) {
            await expectCleanFailure({ call, occurrence, status }, code, cancels);
          }
        }
      }
    },
    full ? 1_200_000 : 60_000,
  );
}

/** One backup in which one call fails: the right word, nothing that is forbidden afterwards, and nothing left out. */
async function expectCleanFailure(
  injected: { call: string; occurrence: number; status: number },
  code: ErrorCode | undefined,
  cancels: number,
): Promise<void> {
  double.reset();
  double.setRoot(tree.root);
  double.setOption('failure-cancels', cancels);
  double.failNext(injected);
  const failure = await failureOf(backUp(true));
  const what = JSON.stringify(injected);
  if (code !== undefined) expect(failure.code, what).toBe(code);
  expect(failure.native, what).toMatchObject({ call: injected.call, status: injected.status });
  expect(failure.message, what).toContain(injected.call);
  const line = `${injected.call} 0x${injected.status.toString(16).toUpperCase().padStart(8, '0')}`;
  const at = double.journal().lastIndexOf(line);
  expect(at, what).toBeGreaterThanOrEqual(0);
  const after = journalCalls().slice(at + 1);
  expect(
    after.filter((call) => !['DsBackupClose', 'DsBackupEnd', 'DsBackupFree'].includes(call)),
    what,
  ).toEqual([]);
  const prepared = double.journal().includes('DsBackupPrepareW 0x00000000');
  expect(count('DsBackupEnd'), what).toBe(prepared ? 1 : 0);
  expect(double.live(), what).toBe(0);
}

function setOptions(options: Partial<NtdsbcliDoubleOptions>): void {
  for (const [name, value] of Object.entries(options)) {
    double.setOption(name as keyof NtdsbcliDoubleOptions, value);
  }
}

function journalCalls(): string[] {
  return double.journal().map((line) => line.split(' ')[0] ?? line);
}

function count(call: string): number {
  return journalCalls().filter((name) => name === call).length;
}

function describeStrictness(): void {
  const database = `\\\\${SERVER}\\C$\\Windows\\NTDS\\ntds.dit`;
  const log = `\\\\${SERVER}\\C$\\Windows\\NTDS\\edb.log`;
  const INVALID = 87;

  async function prepare(): Promise<HBC> {
    const { hbc } = await api.DsBackupPrepareW(SERVER, 0, 1);
    if (hbc === null) throw new Error('no context');
    await api.DsBackupGetDatabaseNamesW(hbc);
    return hbc;
  }

  it('lists names as UNC paths, each behind its type', async () => {
    const { hbc } = await api.DsBackupPrepareW(`\\\\${SERVER}`, 0, 1);
    const { attachmentInfo } = await api.DsBackupGetDatabaseNamesW(hbc as HBC);
    expect(Buffer.from(attachmentInfo.bytes).toString('utf16le')).toBe(`\x44${database}\0\0`);
  });

  it('keeps the order: one file open, databases before logs, nothing open when logs are asked for', async () => {
    const hbc = await prepare();
    expect((await api.DsBackupOpenFileW(hbc, database, 24_576)).status).toBe(0);
    expect((await api.DsBackupOpenFileW(hbc, database, 24_576)).status).toBe(hrCodes.hrAlreadyOpen);
    expect((await api.DsBackupGetBackupLogsW(hbc)).status).toBe(hrCodes.hrInvalidBackupSequence);
    expect(await api.DsBackupTruncateLogs(hbc)).toBe(hrCodes.hrInvalidBackupSequence);
    expect(await api.DsBackupClose(hbc)).toBe(0);
    expect(await api.DsBackupClose(hbc)).toBe(hrCodes.hrInvalidHandle);
    expect((await api.DsBackupOpenFileW(hbc, log, 24_576)).status).toBe(INVALID);
    expect((await api.DsBackupGetBackupLogsW(hbc)).status).toBe(0);
    expect((await api.DsBackupOpenFileW(hbc, database, 24_576)).status).toBe(hrCodes.hrInvalidBackupSequence);
    expect((await api.DsBackupGetDatabaseNamesW(hbc)).status).toBe(hrCodes.hrInvalidBackupSequence);
    expect(await api.DsBackupTruncateLogs(hbc)).toBe(hrCodes.hrInvalidBackupSequence);
    expect(await api.DsBackupEnd(hbc)).toBe(0);
  });

  it('takes buffers of at least 24,576 bytes in steps of 8,192 and no others', async () => {
    const hbc = await prepare();
    expect((await api.DsBackupOpenFileW(hbc, database, 8192)).status).toBe(INVALID);
    expect((await api.DsBackupOpenFileW(hbc, database, 24_576)).status).toBe(0);
    for (const size of [0, 8192, 16_384, 24_577, 30_000]) {
      expect((await api.DsBackupRead(hbc, new Uint8Array(size))).status, `${size}`).toBe(INVALID);
    }
    expect(await api.DsBackupRead(hbc, new Uint8Array(32_768))).toEqual({ status: 0, cbRead: 32_768 });
  });

  it('knows its context: another one, or one that ended, is ERROR_INVALID_PARAMETER', async () => {
    const hbc = await prepare();
    expect(await api.DsBackupClose((hbc + 16n) as HBC)).toBe(INVALID);
    expect((await api.DsBackupPrepareW(SERVER, 0, 1)).status).toBe(hrCodes.hrBackupInProgress);
    expect(await api.DsBackupEnd(hbc)).toBe(0);
    expect(await api.DsBackupEnd(hbc)).toBe(INVALID);
    expect((await api.DsBackupPrepareW(SERVER, 0, 4)).status).toBe(INVALID);
    expect((await api.DsBackupPrepareW('DC_01', 0, 1)).status).toBe(INVALID);
    expect((await api.DsIsNTDSOnlineW('DC_01')).status).toBe(hrCodes.hrCouldNotConnect);
  });

  it('wants names without their type, and only those that it listed', async () => {
    const hbc = await prepare();
    expect((await api.DsBackupOpenFileW(hbc, `\x44${database}`, 24_576)).status).toBe(INVALID);
    expect((await api.DsBackupOpenFileW(hbc, 'C:\\boot.ini', 24_576)).status).toBe(INVALID);
  });

  it('damages pages of the database, and only of the database, when asked to', async () => {
    double.setOption('page-fuzz', 7);
    const { files } = await backUp();
    const same = tree.expected.map(
      ({ path, bytes }) => Buffer.compare(files.get(path) ?? Buffer.of(1), bytes ?? Buffer.of(2)) === 0,
    );
    expect(same).toEqual(tree.expected.map((file) => file.list === 'logs'));
  });

  /** In a process of its own: what goes wrong here ends it. */
  async function runProgram(program: string, env: Record<string, string> = {}) {
    const script = `import koffi from 'koffi';
      const library = koffi.load(process.env.DOUBLE);
      const free = library.func('DsBackupFree', 'void', ['void *']);
      const prepare = library.func('DsBackupPrepareW', 'int32_t', ['str16', 'uint32_t', 'uint32_t', 'void *', 'void *', 'void *']);
      const end = library.func('DsBackupEnd', 'int32_t', ['void *']);
      const token = new BigUint64Array(1), size = new Uint32Array(1), hbc = new BigUint64Array(1);
      ${program}`;
    return run(process.execPath, ['--input-type=module', '-e', script], {
      cwd: projectRoot,
      env: { ...process.env, DOUBLE: path, ...env },
    });
  }

  it.each([
    ['a block freed twice', `prepare('${SERVER}', 0, 1, token, size, hbc); free(token[0]); free(token[0]);`],
    ['memory that is not its own', 'free(koffi.address(Buffer.alloc(8)));'],
    ['a null pointer', 'free(null);'],
  ])('ends the process loudly for %s', async (_name, program) => {
    const failure = await runProgram(program, { DSBACKUP_DOUBLE_ROOT: tree.root }).catch((error) => error);
    expect(failure).toMatchObject({ signal: 'SIGABRT' });
    expect(failure.stderr).toMatch(/\*\*\* ntdsbcli double: DsBackupFree MISUSED/);
  });

  it('takes root and journal from the environment when no test set them', async () => {
    const journal = join(tree.root, 'journal');
    await writeFile(journal, '');
    await runProgram(`prepare('${SERVER}', 0, 1, token, size, hbc); free(token[0]); end(hbc[0]);`, {
      DSBACKUP_DOUBLE_ROOT: tree.root,
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
}
