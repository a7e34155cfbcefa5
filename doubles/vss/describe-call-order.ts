import { strict as assert } from 'node:assert';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { loadVssNative } from '@dsbackup/vss';
import type { IVssBackupComponents, VssNative } from '@dsbackup/vss/native';
import { loadSystem32Library } from '@dsbackup/win32';
import { finish, gather, snapshot, status } from './drive-backup.js';
import { controlVssDouble, type VssDouble } from './vss-double.js';

const GUID_NULL = '{00000000-0000-0000-0000-000000000000}';

/** How far a backup is when a call comes out of turn. */
type Stage = 'created' | 'initialized' | 'gathering' | 'gathered' | 'snapshot' | 'completed' | 'aborted';

/** Every call out of turn, by the stage at which it comes: the double is worth nothing if it is kinder than Windows. */
const outOfTurn: readonly (readonly [Stage, keyof IVssBackupComponents, readonly unknown[]])[] = [
  ['created', 'SetBackupState', [true, true, 1, false]],
  ['created', 'SetContext', [0]],
  ['created', 'GatherWriterMetadata', []],
  ['created', 'StartSnapshotSet', []],
  ['created', 'SaveAsXML', []],
  ['initialized', 'InitializeForBackup', [null]],
  ['initialized', 'GetWriterMetadataCount', []],
  ['initialized', 'AddComponent', [GUID_NULL, GUID_NULL, 1, null, 'x']],
  ['initialized', 'StartSnapshotSet', []],
  ['initialized', 'PrepareForBackup', []],
  ['initialized', 'GetWriterComponentsCount', []],
  ['gathering', 'GetWriterMetadataCount', []],
  ['gathering', 'StartSnapshotSet', []],
  ['gathering', 'SaveAsXML', []],
  ['gathered', 'SetContext', [0]],
  ['gathered', 'GatherWriterMetadata', []],
  ['gathered', 'AddToSnapshotSet', ['C:\\', GUID_NULL]],
  ['gathered', 'GatherWriterStatus', []],
  ['gathered', 'GetWriterStatusCount', []],
  ['gathered', 'DoSnapshotSet', []],
  ['gathered', 'GetSnapshotProperties', [GUID_NULL]],
  ['gathered', 'SetBackupSucceeded', [GUID_NULL, GUID_NULL, 1, null, 'x', true]],
  ['gathered', 'BackupComplete', []],
  ['gathered', 'AbortBackup', []],
  ['snapshot', 'SetBackupState', [true, true, 1, false]],
  ['snapshot', 'AddComponent', [GUID_NULL, GUID_NULL, 1, null, 'x']],
  ['snapshot', 'StartSnapshotSet', []],
  ['snapshot', 'AddToSnapshotSet', ['C:\\', GUID_NULL]],
  ['snapshot', 'PrepareForBackup', []],
  ['snapshot', 'DoSnapshotSet', []],
  ['completed', 'SetBackupSucceeded', [GUID_NULL, GUID_NULL, 1, null, 'x', true]],
  ['completed', 'BackupComplete', []],
  ['completed', 'AbortBackup', []],
  ['aborted', 'BackupComplete', []],
  ['aborted', 'GetSnapshotProperties', [GUID_NULL]],
  ['aborted', 'AbortBackup', []],
];

/** What the double promises about the order of calls, so that the backend's order is proved and not just accepted. */
export function describeCallOrder(): void {
  describe('The double of vssapi.dll', () => {
    let native: VssNative;
    let double: VssDouble;
    before(async () => {
      native = await loadVssNative();
      double = controlVssDouble(await loadSystem32Library('vssapi.dll'));
    });
    beforeEach(() => double.reset());
    afterEach(() => assert.equal(double.live(), 0));

    async function create(): Promise<IVssBackupComponents> {
      const { pBackup } = await native.vssapi.CreateVssBackupComponentsInternal();
      assert.ok(pBackup);
      return pBackup;
    }

    /** Brings a new backup to a stage; answers what ends it. */
    async function reach(backup: IVssBackupComponents, stage: Stage): Promise<() => Promise<unknown>> {
      const release = () => backup.Release();
      if (stage === 'created') return release;
      if (stage === 'initialized' || stage === 'gathering') {
        await backup.InitializeForBackup(null);
        if (stage === 'initialized') return release;
        const started = await backup.GatherWriterMetadata();
        return async () => {
          await finish(started);
          await release();
        };
      }
      const gathered = await gather(backup);
      if (stage === 'gathered') return release;
      await snapshot(native, gathered);
      if (stage === 'completed') await finish(await backup.BackupComplete());
      if (stage === 'aborted') await backup.AbortBackup();
      return stage === 'snapshot' ? () => backup.AbortBackup().then(release) : release;
    }

    for (const [stage, method, args] of outOfTurn) {
      it(`answers VSS_E_BAD_STATE to ${method} when the backup is ${stage}`, async () => {
        const backup = await create();
        const end = await reach(backup, stage);
        const call = backup[method] as (...args: readonly unknown[]) => Promise<number | { hr: number }>;
        const answer = await call(...args);
        assert.equal(typeof answer === 'number' ? answer : answer.hr, status.VSS_E_BAD_STATE);
        await end();
      });
    }

    it('lets one snapshot set be in the making on the machine', async () => {
      const [first, second] = [await create(), await create()];
      await gather(first);
      await gather(second);
      assert.equal((await first.StartSnapshotSet()).hr, 0);
      assert.equal((await second.StartSnapshotSet()).hr, status.VSS_E_SNAPSHOT_SET_IN_PROGRESS);
      await first.Release();
      assert.equal((await second.StartSnapshotSet()).hr, 0);
      await second.Release();
    });

    it('writes down what no correct requester does', async () => {
      const dropped = await create();
      await dropped.InitializeForBackup(null);
      const { pAsync } = await dropped.GatherWriterMetadata();
      await pAsync?.Release();
      await dropped.Release();

      const unended = await snapshot(native, await gather(await create()));
      await unended.backup.Release();

      const { backup } = await gather(await create());
      const { pMetadata } = await backup.GetWriterMetadata(0);
      await backup.FreeWriterMetadata();
      assert.equal((await pMetadata?.GetIdentity())?.hr, status.VSS_E_BAD_STATE);
      await pMetadata?.Release();
      await backup.Release();

      assert.deepEqual(
        double.journal().filter((line) => line.startsWith('MISUSE')),
        [
          'MISUSE IVssAsync released while GatherWriterMetadata runs',
          'MISUSE IVssBackupComponents released while GatherWriterMetadata runs',
          'MISUSE IVssBackupComponents released after PrepareForBackup without BackupComplete or AbortBackup',
          'MISUSE IVssExamineWriterMetadata::GetIdentity after FreeWriterMetadata',
        ],
      );
    });
  });
}
