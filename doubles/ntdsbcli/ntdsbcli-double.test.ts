import { describeBackupSession } from '@dsbackup/contract';
import { hrCodes } from '@dsbackup/ntdsbcli/native';
import { DsBackupError, type ErrorCode } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { backUp, describeLinuxDouble, differences, type LinuxDouble } from './describe-linux-double.js';
import type { InjectedFailure, NtdsbcliDoubleOptions } from './ntdsbcli-double.js';
import { ntdsbcliDoubleHarness } from './ntdsbcli-double-harness.js';

const full = process.env.DSBACKUP_FULL === '1';

await describeLinuxDouble((given) => {
  const create = () => ntdsbcliDoubleHarness(given.loadLibrary)();
  describeBackupSession('ntdsbcli over the double', create, { describe, it });

  describe('Whatever form the DLL answers in', () => {
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
      setOptions(given, options);
      const backup = await backUp(given, true);
      expect(differences(given, backup)).toEqual([]);
      expect(backup.receipt).toMatchObject({ logsTruncated: true, warnings: [] });
      expect(backup.receipt.expiryToken).toHaveLength(24);
      expect(given.double.live()).toBe(0);
    });

    it('names a file whose announced size was not what it gave', async () => {
      given.double.setOption('size-delta', 8192);
      const { receipt } = await backUp(given);
      expect(receipt.warnings).toHaveLength(given.tree.expected.length);
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
      setOptions(given, options);
      const failure = await failureOf(backUp(given));
      expect(failure.code).toBe(code);
      expect(given.double.live()).toBe(0);
    });

    it('refuses the name of another computer as the DLL does', async () => {
      given.double.setServer('OTHER');
      const failure = await failureOf(backUp(given));
      expect(failure.code).toBe('SERVER_UNAVAILABLE');
      expect(failure.native).toMatchObject({
        status: 1702,
        symbol: 'RPC_S_INVALID_BINDING',
        domain: 'win32',
      });
    });
  });

  describe('Whatever call fails', () => {
    it.each([
      ['the backup goes on in the DLL', 0],
      ['the failure cancels the backup', 1],
    ])(
      'gives the right word, makes no forbidden call and gives everything back, where %s',
      async (_name, cancels) => {
        await backUp(given, true);
        const calls = countCalls(given);
        calls.delete('DsBackupFree');
        expect([...calls.keys()].sort()).toEqual(failingCalls);
        for (const [call, occurrences] of calls) {
          for (let occurrence = 1; occurrence <= occurrences; occurrence += 1) {
            for (const [status, code] of statuses) {
              await expectCleanFailure(given, { call, occurrence, status }, { code, cancels });
            }
          }
        }
      },
      full ? 1_200_000 : 60_000,
    );
  });
});

/** Every call of a backup that can fail; DsBackupFree returns nothing. */
const failingCalls = [
  'DsBackupClose',
  'DsBackupEnd',
  'DsBackupGetBackupLogsW',
  'DsBackupGetDatabaseNamesW',
  'DsBackupOpenFileW',
  'DsBackupPrepareW',
  'DsBackupRead',
  'DsBackupTruncateLogs',
  'DsIsNTDSOnlineW',
];

/** The full count adds every code of ntdsbmsg.h, of which only the number is looked at. */
const statuses: readonly (readonly [number, ErrorCode | undefined])[] = [
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
    ? Object.values(hrCodes).flatMap((status) => (status === 0 ? [] : [[status, undefined] as const]))
    : []),
];

async function expectCleanFailure(
  given: LinuxDouble,
  injected: InjectedFailure,
  { code, cancels }: { code: ErrorCode | undefined; cancels: number },
): Promise<void> {
  const { double, tree } = given;
  double.reset();
  double.setRoot(tree.root);
  double.setOption('failure-cancels', cancels);
  double.failNext(injected);
  const failure = await failureOf(backUp(given, true));
  const { call, status } = injected;
  const what = JSON.stringify(injected);
  if (code !== undefined) expect(failure.code, what).toBe(code);
  expect(failure.native, what).toMatchObject({ call, status });
  expect(failure.message, what).toContain(call);
  const line = `${call} 0x${status.toString(16).toUpperCase().padStart(8, '0')}`;
  const journal = double.journal();
  expect(journal, what).toContain(line);
  expect(
    journal.slice(journal.lastIndexOf(line) + 1).filter((after) => !/^DsBackup(Close|End|Free) /.test(after)),
    what,
  ).toEqual([]);
  const ends = journal.filter((entry) => entry.startsWith('DsBackupEnd ')).length;
  expect(ends, what).toBe(journal.includes('DsBackupPrepareW 0x00000000') ? 1 : 0);
  expect(double.live(), what).toBe(0);
}

function setOptions({ double }: LinuxDouble, options: Partial<NtdsbcliDoubleOptions>): void {
  for (const [name, value] of Object.entries(options)) {
    double.setOption(name as keyof NtdsbcliDoubleOptions, value);
  }
}

function countCalls({ double }: LinuxDouble): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of double.journal()) {
    const call = line.split(' ')[0] ?? line;
    counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  return counts;
}

async function failureOf(work: Promise<unknown>): Promise<DsBackupError> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!DsBackupError.is(failure)) throw new Error(`No DsBackupError, but ${String(failure)}`);
  return failure;
}
