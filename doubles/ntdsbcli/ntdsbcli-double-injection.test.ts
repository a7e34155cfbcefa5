import { createNtdsbcliBackupDriver } from '@dsbackup/ntdsbcli';
import { startBackupSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { backUp, describeLinuxDouble, differences, type LinuxDouble } from './describe-linux-double.js';
import { failureOf } from './failure-of.js';
import { type InjectedStatus, injectedStatuses, isEndOfFileStatus } from './injected-statuses.js';
import { callCounts, journalLine } from './journal.js';
import type { InjectedFailure, NtdsbcliDoubleOptions } from './ntdsbcli-double.js';
import { SERVER } from './ntdsbcli-tree.js';

/** When a failure comes: before the call does anything, with or without the end of the backup, or after all of it was done. */
const manners: readonly (readonly [string, Partial<NtdsbcliDoubleOptions>])[] = [
  ['the backup goes on in the DLL', {}],
  ['the failure cancels the backup', { 'failure-cancels': 1 }],
  ['the work was done before it failed', { 'late-failure': 1 }],
];

/** Whether the DLL answers it for a backup is documented for Windows 2000 only, so that a backup does without. */
const toleratedCall = 'DsRestoreGetDatabaseLocationsW';

/** Every other call of a backup that can fail; DsBackupFree returns nothing. */
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

const timeout = process.env.DSBACKUP_FULL === '1' ? 1_800_000 : 60_000;

await describeLinuxDouble((given) => {
  describe('Whatever call of a backup fails', () => {
    it.each(manners)(
      'gives the right word, makes no forbidden call and gives everything back, where %s',
      async (_manner, options) => {
        await backUp(given, true);
        const calls = callCounts(given.double.journal());
        for (const call of ['DsBackupFree', toleratedCall]) calls.delete(call);
        expect([...calls.keys()].sort()).toEqual(failingCalls);
        for (const [call, occurrences] of calls) {
          for (let occurrence = 1; occurrence <= occurrences; occurrence += 1) {
            for (const injected of injectedStatuses) {
              if (call === 'DsBackupRead' && isEndOfFileStatus(injected)) continue;
              begin(given, options, { call, occurrence, status: injected.status });
              await expectCleanFailure(given, injected, call);
            }
          }
        }
      },
      timeout,
    );

    it.each(manners)(
      'does without the locations when they are refused, where %s',
      async (_manner, options) => {
        for (const { status } of injectedStatuses) {
          begin(given, options, { call: toleratedCall, occurrence: 1, status });
          const backup = await backUp(given, true);
          const what = given.double.journal().join('\n');
          expect(what).toContain(journalLine(toleratedCall, status));
          expect(differences(given, backup), what).toEqual([]);
          expect(backup.receipt.logsTruncated, what).toBe(true);
          expect(given.double.live(), what).toBe(0);
        }
      },
    );

    it.each(injectedStatuses.filter(isEndOfFileStatus))(
      'takes $status from DsBackupRead for the end, and says that less came than was announced',
      async ({ status }) => {
        given.double.failNext({ call: 'DsBackupRead', status });
        const { receipt } = await backUp(given);
        expect(receipt.warnings).toEqual([expect.stringMatching(/announced with \d+ bytes and gave 0/)]);
        expect(given.double.live()).toBe(0);
      },
    );
  });

  it('cuts no logs after a file was skipped', async () => {
    const { api, double } = given;
    {
      const driver = createNtdsbcliBackupDriver({ api, serverName: SERVER });
      await using session = await startBackupSession(driver);
      for await (const file of session.files()) session.skip(file, 'not wanted');
      expect((await failureOf(session.complete({ truncateLogs: true }))).native).toBeUndefined();
    }
    expect(double.journal().filter((line) => line.startsWith('DsBackupTruncateLogs'))).toEqual([]);
    expect(double.live()).toBe(0);
  });

  it('refuses a second session while one is open, which goes on as if nothing had been', async () => {
    const { api, double } = given;
    {
      const driver = createNtdsbcliBackupDriver({ api, serverName: SERVER });
      await using session = await startBackupSession(driver);
      const databases = await session.databases();
      const failure = await failureOf(backUp(given));
      expect(failure).toMatchObject({ code: 'BACKUP_IN_PROGRESS', retryable: true });
      expect(failure.native).toMatchObject({ call: 'DsBackupPrepareW', symbol: 'hrBackupInProgress' });
      for await (const file of session.files()) {
        for await (const chunk of session.readFile(file)) expect(chunk.length).toBeGreaterThan(0);
      }
      expect((await session.complete()).backend).toBe('ntdsbcli');
      expect(databases).toHaveLength(1);
    }
    expect(callCounts(double.journal()).get('DsBackupEnd')).toBe(1);
    expect(double.live()).toBe(0);
    expect(differences(given, await backUp(given))).toEqual([]);
  });
});

function begin(given: LinuxDouble, options: Partial<NtdsbcliDoubleOptions>, failure: InjectedFailure): void {
  given.double.reset();
  given.double.setRoot(given.tree.root);
  given.double.setOptions(options);
  given.double.failNext(failure);
}

async function expectCleanFailure(
  given: LinuxDouble,
  { status, code }: InjectedStatus,
  call: string,
): Promise<void> {
  const { double } = given;
  const failure = await failureOf(backUp(given, true));
  const journal = double.journal();
  const what = `${journalLine(call, status)} in\n${journal.join('\n')}`;
  if (code !== undefined) expect(failure.code, what).toBe(code);
  expect(failure.native, what).toMatchObject({ call, status });
  expect(failure.message, what).toContain(call);
  const failed = journal.lastIndexOf(journalLine(call, status));
  expect(failed, what).toBeGreaterThanOrEqual(0);
  const after = journal.slice(failed + 1).filter((line) => !/^DsBackup(Close|End|Free) /.test(line));
  expect(after, what).toEqual([]);
  const ends = callCounts(journal).get('DsBackupEnd') ?? 0;
  expect(ends, what).toBeLessThanOrEqual(1);
  // Contexts and open files are given back by DsBackupEnd, the rest by DsBackupFree, which dies of a second time.
  expect(double.live(), what).toBe(0);
}
