import { inspect } from 'node:util';
import { createNtdsbcliRestoreDriver, createRestoreFileSystem } from '@dsbackup/ntdsbcli';
import { hrCodes } from '@dsbackup/ntdsbcli/native';
import { DsBackupError, type RestoreReceipt, startRestoreSession } from '@dsbackup/session';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeLinuxDouble } from './describe-linux-double.js';
import { type FailingFileSystem, makeFailingFileSystem } from './failing-file-system.js';
import { failureOf } from './failure-of.js';
import { type InjectedStatus, injectedStatuses } from './injected-statuses.js';
import { callCounts, journalLine } from './journal.js';
import type { InjectedFailure, NtdsbcliDoubleOptions } from './ntdsbcli-double.js';
import { beginOffline, verdictOf } from './ntdsbcli-restore-harness.js';
import { SERVER } from './ntdsbcli-tree.js';
import { makeRestoreTree, type RestoreTree } from './restore-tree.js';

const manners: readonly (readonly [string, Partial<NtdsbcliDoubleOptions>])[] = [
  ['the call did nothing', {}],
  ['the work was done before it failed', { 'late-failure': 1 }],
];

/** Every call of a restore that can fail. */
const failingCalls = [
  'DsIsNTDSOnlineW',
  'DsRestoreEnd',
  'DsRestoreGetDatabaseLocationsW',
  'DsRestorePrepareW',
  'DsRestoreRegisterComplete',
  'DsRestoreRegisterW',
];

/** Every call that a restore makes of the file system. */
const fileSystemCalls = [
  'close',
  'create',
  'list',
  'makeFolder',
  'removeFile',
  'removeFolder',
  'rename',
  'syncFolder',
  'write',
];

const timeout = process.env.DSBACKUP_FULL === '1' ? 1_800_000 : 60_000;

await describeLinuxDouble((given) => {
  let tree: RestoreTree;
  let token: Uint8Array;
  let files: FailingFileSystem;
  let before: ReadonlyMap<string, Uint8Array>;

  beforeEach(async () => {
    await begin();
    before = await tree.destination();
  });
  afterEach(() => tree.dispose());

  /** A tree that no restore has touched yet, behind a double that knows nothing else. */
  async function begin(): Promise<void> {
    tree = await makeRestoreTree();
    token = await beginOffline({ ...given, root: tree.root });
    files = makeFailingFileSystem(createRestoreFileSystem(tree.localPath));
  }

  async function restore(): Promise<RestoreReceipt> {
    const { api } = given;
    const driver = createNtdsbcliRestoreDriver({ api, serverName: SERVER, expiryToken: token, files });
    await using session = await startRestoreSession(driver);
    await session.locations();
    await session.register(tree.plan);
    for (const file of tree.plan.files) await session.writeFile(file, [tree.contentOf(file)]);
    return await session.complete();
  }

  /** Which of the two the destination is. Anything between them is neither. */
  async function destinationIs(): Promise<'old' | 'new' | 'neither'> {
    const now = await tree.destination();
    const restored = new Map(tree.plan.files.map((file) => [file.path, tree.contentOf(file)]));
    const foreign = [...before].filter(([path]) => path.endsWith('notes.txt'));
    if (isSame(now, before)) return 'old';
    return isSame(now, new Map([...restored, ...foreign])) ? 'new' : 'neither';
  }

  it('restores every byte, and leaves a directory that would start', async () => {
    const receipt = await restore();
    expect(receipt).toMatchObject({ files: 3, restartRequired: true, warnings: [] });
    expect(await destinationIs()).toBe('new');
    expect(given.double.registration()).toMatchObject({ state: 0, start: 0, generations: [4, 5] });
    expect(given.double.live()).toBe(0);
    expect(
      [...callCounts(given.double.journal()).keys()].filter((call) => call !== 'DsBackupFree').sort(),
    ).toEqual(failingCalls);
  });

  describe.each(manners)('Whatever call of a restore fails, where %s', (_manner, options) => {
    it.each(failingCalls)(
      'tells Windows, gives everything back and leaves the old or the new: %s',
      async (call) => {
        for (const injected of injectedStatuses) {
          await tree.dispose();
          await begin();
          given.double.setOptions(options);
          given.double.failNext({ call, status: injected.status });
          await expectCleanFailure(injected, { call, status: injected.status });
        }
      },
      timeout,
    );
  });

  it('tells of both when the restore and giving it up fail', async () => {
    const { double } = given;
    double.failNext({ call: 'DsRestoreRegisterComplete', status: 5 });
    double.failNext({ call: 'DsRestoreRegisterComplete', status: 1722, occurrence: 2 });
    const failure = await restore().then(
      () => undefined,
      (error: unknown) => error,
    );
    const told = inspect(failure, { depth: 9 });
    expect(told).toContain('failed on "DC01" with ERROR_ACCESS_DENIED');
    expect(told).toContain('failed on "DC01" with RPC_S_SERVER_UNAVAILABLE');
    expect(await destinationIs()).toBe('old');
    expect(double.registration()?.start).toBe(hrCodes.hrNoFullRestore);
    expect(double.live()).toBe(0);
  });

  it(
    'leaves the old or the new whatever call of the file system fails, and Windows knows which',
    async () => {
      await restore();
      const counts = [...files.counts];
      expect(counts.map(([call]) => call).sort()).toEqual(fileSystemCalls);
      for (const [call, occurrences] of counts) {
        for (let occurrence = 1; occurrence <= occurrences; occurrence += 1) {
          await tree.dispose();
          await begin();
          files.failNext(call, 'EIO', occurrence);
          const outcome = await restore().then(
            (receipt) => receipt,
            (error: unknown) => error,
          );
          const what = `${call} ${occurrence}: ${inspect(outcome, { depth: 1 })}`;
          // After the last word to Windows what can't be cleared away is a warning.
          const stands = verdictOf(given.double) === 'succeeded';
          expect(DsBackupError.is(outcome), what).toBe(!stands);
          if (!stands) expect(await destinationIs(), what).toBe('old');
          else expect(given.double.registration()?.start, what).toBe(0);
          expect(given.double.live(), what).toBe(0);
        }
      }
    },
    timeout,
  );

  async function expectCleanFailure(
    { code }: InjectedStatus,
    { call, status }: InjectedFailure,
  ): Promise<void> {
    const { double } = given;
    const failure = await failureOf(restore());
    const journal = double.journal();
    const what = `${journalLine(call, status)} in\n${journal.join('\n')}`;
    if (code !== undefined) expect(failure.code, what).toBe(code);
    expect(failure.native, what).toMatchObject({ call, status });
    expect(failure.message, what).toContain(call);
    const after = journal.slice(journal.indexOf(journalLine(call, status)) + 1);
    const allowed = /^(DsRestoreRegisterComplete|DsRestoreEnd|DsBackupFree) /;
    expect(
      after.filter((line) => !allowed.test(line)),
      what,
    ).toEqual([]);
    expect(callCounts(journal).get('DsRestoreEnd') ?? 0, what).toBeLessThanOrEqual(1);
    expect(double.live(), what).toBe(0);
    // Once everything stands, DsRestoreEnd only says goodbye.
    const stands = call === 'DsRestoreEnd';
    const verdict = verdictOf(double);
    if (stands) expect(verdict, what).toBe('succeeded');
    else expect(['none', 'failed'], what).toContain(verdict);
    expect(await destinationIs(), what).toBe(stands ? 'new' : 'old');
  }
});

function isSame(one: ReadonlyMap<string, Uint8Array>, other: ReadonlyMap<string, Uint8Array>): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([path, bytes]) => Buffer.compare(bytes, other.get(path) ?? Buffer.alloc(0)) === 0);
}
