import { strict as assert } from 'node:assert';
import type { ContractRunner } from '@dsbackup/contract';
import type { LibraryLoader } from '@dsbackup/win32';
import { type BackupScene, backUp, differences, openBackupScene } from './backup-scene.js';
import { expectFailureOf } from './expect-failure.js';
import {
  type InjectedStatus,
  injectedStatuses,
  isEndOfFileStatus,
  rotatingSample,
} from './injected-statuses.js';
import { callCounts, journalLine } from './journal.js';
import type { InjectedFailure, NtdsbcliDoubleOptions } from './ntdsbcli-double.js';

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

/** Where a proof by injected failures runs, and how many statuses each occurrence of each call is tried with. */
export interface FailureProof extends ContractRunner {
  readonly loadLibrary: LibraryLoader;
  readonly statusesPerCall: number;
}

/** Makes every call of a backup fail, at every occurrence and in every manner. */
export function describeBackupFailures({ describe, it, loadLibrary, statusesPerCall }: FailureProof): void {
  const test = (title: string, body: (scene: BackupScene) => Promise<void>) =>
    it(title, async () => {
      const scene = await openBackupScene(loadLibrary);
      try {
        begin(scene, {});
        await body(scene);
      } finally {
        scene.double.reset();
        await scene.tree.dispose();
      }
    });
  const sample = rotatingSample(statusesPerCall);

  describe('Whatever call of a backup fails', () => {
    for (const [manner, options] of manners) {
      test(`gives the right word, makes no forbidden call and gives everything back, where ${manner}`, async (scene) => {
        for (const [call, occurrence] of await failingOccurrences(scene)) {
          for (const injected of sample()) {
            if (call === 'DsBackupRead' && isEndOfFileStatus(injected)) continue;
            begin(scene, options, { call, occurrence, status: injected.status });
            await expectCleanFailure(scene, injected, call);
          }
        }
      });

      test(`does without the locations when they are refused, where ${manner}`, async (scene) => {
        for (const { status } of sample()) {
          begin(scene, options, { call: toleratedCall, status });
          const backup = await backUp(scene, true);
          const what = scene.double.journal().join('\n');
          assert.ok(what.includes(journalLine(toleratedCall, status)), what);
          assert.deepEqual(differences(scene, backup), [], what);
          assert.equal(backup.receipt.logsTruncated, true, what);
          assert.equal(scene.double.live(), 0, what);
        }
      });
    }

    for (const { status } of injectedStatuses.filter(isEndOfFileStatus)) {
      test(`takes ${status} from DsBackupRead for the end, and says that less came than was announced`, async (scene) => {
        scene.double.failNext({ call: 'DsBackupRead', status });
        const { receipt } = await backUp(scene);
        assert.equal(receipt.warnings.length, 1);
        assert.match(receipt.warnings[0] ?? '', /announced with \d+ bytes and gave 0/);
        assert.equal(scene.double.live(), 0);
      });
    }
  });
}

function begin(
  { double, tree }: BackupScene,
  options: Partial<NtdsbcliDoubleOptions>,
  failure?: InjectedFailure,
): void {
  double.reset();
  double.setRoot(tree.root);
  double.setOptions(options);
  if (failure !== undefined) double.failNext(failure);
}

/** Every occurrence of every call that can fail, by a backup in which none does. */
async function failingOccurrences(scene: BackupScene): Promise<[call: string, occurrence: number][]> {
  await backUp(scene, true);
  const calls = callCounts(scene.double.journal());
  for (const call of ['DsBackupFree', toleratedCall]) calls.delete(call);
  assert.deepEqual([...calls.keys()].sort(), failingCalls);
  return [...calls].flatMap(([call, count]) =>
    Array.from({ length: count }, (_, index): [string, number] => [call, index + 1]),
  );
}

async function expectCleanFailure(scene: BackupScene, injected: InjectedStatus, call: string): Promise<void> {
  const { journal, what, after } = await expectFailureOf(call, injected, {
    double: scene.double,
    work: () => backUp(scene, true),
  });
  assert.deepEqual(
    after.filter((line) => !/^DsBackup(Close|End|Free) /.test(line)),
    [],
    what,
  );
  assert.ok((callCounts(journal).get('DsBackupEnd') ?? 0) <= 1, what);
  // Contexts and open files are given back by DsBackupEnd, the rest by DsBackupFree, which dies of a second time.
  assert.equal(scene.double.live(), 0, what);
}
