import { strict as assert } from 'node:assert';
import { inspect } from 'node:util';
import { hrCodes } from '@dsbackup/ntdsbcli/native';
import { DsBackupError } from '@dsbackup/session';
import type { FailureProof } from './backup-failures.js';
import { expectFailureOf } from './expect-failure.js';
import { type InjectedStatus, rotatingSample } from './injected-statuses.js';
import { callCounts } from './journal.js';
import type { NtdsbcliDoubleOptions } from './ntdsbcli-double.js';
import { verdictOf } from './ntdsbcli-restore-harness.js';
import { openRestoreScene, type RestoreScene } from './restore-scene.js';

const manners: readonly (readonly [string, Partial<NtdsbcliDoubleOptions>])[] = [
  ['the call did nothing', {}],
  ['the work was done before it failed', { 'late-failure': 1 }],
];

/** Every call of a restore that can fail. Each is made once. */
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

/** Makes every call of a restore fail, of the DLL and of the file system. */
export function describeRestoreFailures({ describe, it, loadLibrary, statusesPerCall }: FailureProof): void {
  const sample = rotatingSample(statusesPerCall);
  const withScene = async <T>(body: (scene: RestoreScene) => Promise<T>): Promise<T> => {
    const scene = await openRestoreScene(loadLibrary);
    try {
      return await body(scene);
    } finally {
      await scene.dispose();
    }
  };

  describe('Whatever fails in a restore', () => {
    it('restores every byte when nothing does, and leaves a directory that would start', () =>
      withScene(expectRestored));

    for (const [manner, options] of manners) {
      for (const call of failingCalls) {
        it(`tells Windows, gives everything back and leaves the old or the new after ${call}, where ${manner}`, async () => {
          for (const injected of sample()) {
            await withScene(async (scene) => {
              scene.double.setOptions(options);
              scene.double.failNext({ call, status: injected.status });
              await expectCleanFailure(scene, injected, call);
            });
          }
        });
      }
    }

    it('tells of both when the restore and giving it up fail', () => withScene(expectBothTold));

    it('leaves the old or the new whatever call of the file system fails, and Windows knows which', async () => {
      const counts = await withScene(async ({ files, restore }) => {
        await restore();
        return [...files.counts];
      });
      assert.deepEqual(counts.map(([call]) => call).sort(), fileSystemCalls);
      for (const [call, occurrences] of counts) {
        for (let occurrence = 1; occurrence <= occurrences; occurrence += 1) {
          await withScene(async (scene) => {
            scene.files.failNext(call, 'EIO', occurrence);
            await expectOldOrNew(scene, `${call} ${occurrence}`);
          });
        }
      }
    });
  });
}

async function expectRestored({ double, restore, destinationIs }: RestoreScene): Promise<void> {
  const { files, restartRequired, warnings } = await restore();
  assert.deepEqual({ files, restartRequired, warnings }, { files: 3, restartRequired: true, warnings: [] });
  assert.equal(await destinationIs(), 'new');
  const { state, start, generations } = double.registration() ?? {};
  assert.deepEqual({ state, start, generations }, { state: 0, start: 0, generations: [4, 5] });
  assert.equal(double.live(), 0);
  const calls = callCounts(double.journal());
  assert.deepEqual([...calls.keys()].sort(), ['DsBackupFree', ...failingCalls]);
  for (const [call, count] of calls) assert.equal(count, 1, call);
}

async function expectCleanFailure(
  scene: RestoreScene,
  injected: InjectedStatus,
  call: string,
): Promise<void> {
  const { double, restore, destinationIs } = scene;
  const { journal, after, what } = await expectFailureOf(call, injected, { double, work: restore });
  const allowed = /^(DsRestoreRegisterComplete|DsRestoreEnd|DsBackupFree) /;
  assert.deepEqual(
    after.filter((line) => !allowed.test(line)),
    [],
    what,
  );
  assert.ok((callCounts(journal).get('DsRestoreEnd') ?? 0) <= 1, what);
  assert.equal(double.live(), 0, what);
  // Once everything stands, DsRestoreEnd only says goodbye.
  const stands = call === 'DsRestoreEnd';
  assert.ok((stands ? ['succeeded'] : ['none', 'failed']).includes(verdictOf(double)), what);
  assert.equal(await destinationIs(), stands ? 'new' : 'old', what);
}

async function expectBothTold({ double, restore, destinationIs }: RestoreScene): Promise<void> {
  double.failNext({ call: 'DsRestoreRegisterComplete', status: 5 });
  double.failNext({ call: 'DsRestoreRegisterComplete', status: 1722, occurrence: 2 });
  const told = inspect(await outcomeOf(restore()), { depth: 9 });
  assert.match(told, /failed on "DC01" with ERROR_ACCESS_DENIED/);
  assert.match(told, /failed on "DC01" with RPC_S_SERVER_UNAVAILABLE/);
  assert.equal(await destinationIs(), 'old');
  assert.equal(double.registration()?.start, hrCodes.hrNoFullRestore);
  assert.equal(double.live(), 0);
}

async function expectOldOrNew(
  { double, restore, destinationIs }: RestoreScene,
  failed: string,
): Promise<void> {
  const outcome = await outcomeOf(restore());
  const what = `${failed}: ${inspect(outcome, { depth: 1 })}`;
  // After the last word to Windows what can't be cleared away is a warning.
  const stands = verdictOf(double) === 'succeeded';
  assert.equal(DsBackupError.is(outcome), !stands, what);
  if (stands) assert.equal(double.registration()?.start, 0, what);
  else assert.equal(await destinationIs(), 'old', what);
  assert.equal(double.live(), 0, what);
}

/** What it resolved to or rejected with. */
function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error);
}
