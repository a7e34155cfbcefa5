import { strict as assert } from 'node:assert';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import {
  GUID_NULL,
  type IVssBackupComponents,
  VSS_CTX_APP_ROLLBACK,
  VSS_OBJECT_NONE,
  VSS_OBJECT_PROVIDER,
  VSS_OBJECT_SNAPSHOT,
  VSS_OBJECT_SNAPSHOT_SET,
  VSS_PROV_SYSTEM,
  VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY,
} from '@dsbackup/vss/native';
import { finish, status } from './drive-backup.js';
import { type InterfaceTests, prepareInterfaceTests, written } from './interface-tests.js';

const S_FALSE = 1;
const VSS_E_VOLUME_IN_USE = 0x8004231d;

/** The methods on shadow copies beyond those of a backup. */
export function describeSnapshotCalls(): void {
  describe('The snapshot calls of the binding', () => {
    let tests: InterfaceTests;
    before(async () => {
      tests = await prepareInterfaceTests();
    });
    beforeEach(() => tests.double.reset());
    afterEach(() => tests.assertNothingLeft());

    /** A shadow copy that outlives its requester. */
    async function persistent() {
      const backup = await tests.create();
      await backup.InitializeForBackup(null);
      assert.equal(await backup.SetContext(VSS_CTX_APP_ROLLBACK), 0);
      await backup.SetBackupState(false, false, 1, false);
      await finish(await backup.GatherWriterMetadata());
      const { snapshotSetId } = await backup.StartSnapshotSet();
      const { idSnapshot } = await backup.AddToSnapshotSet('C:\\', GUID_NULL);
      await finish(await backup.PrepareForBackup());
      await finish(await backup.DoSnapshotSet());
      await finish(await backup.BackupComplete());
      await backup.Release();
      return { snapshotSetId, idSnapshot };
    }

    async function initialized(): Promise<IVssBackupComponents> {
      const backup = await tests.create();
      assert.equal(await backup.InitializeForBackup(null), 0);
      return backup;
    }

    async function list(backup: IVssBackupComponents, type: number) {
      const found = await backup.Query(GUID_NULL, VSS_OBJECT_NONE, type);
      assert.ok(found.pEnum);
      const objects = [];
      for (;;) {
        const { rgelt } = await found.pEnum.Next(2);
        if (rgelt.length === 0) break;
        objects.push(...rgelt);
      }
      await found.pEnum.Release();
      for (const object of objects) {
        if (object.Type === VSS_OBJECT_SNAPSHOT) {
          await tests.vssapi.VssFreeSnapshotPropertiesInternal(object.pProp);
        }
      }
      return { hr: found.hr, objects };
    }

    it('list shadow copies with all that is known of them', async () => {
      const made = [await persistent(), await persistent(), await persistent()];
      const backup = await initialized();
      const { hr, objects } = await list(backup, VSS_OBJECT_SNAPSHOT);
      assert.equal(hr, 0);
      const ids = objects.map((object) =>
        object.Type === VSS_OBJECT_SNAPSHOT ? object.Obj.Snap.m_SnapshotId : undefined,
      );
      assert.deepEqual(
        ids,
        made.map(({ idSnapshot }) => idSnapshot),
      );
      const [first] = objects;
      assert.ok(first?.Type === VSS_OBJECT_SNAPSHOT);
      assert.equal(first.Obj.Snap.m_SnapshotSetId, made[0]?.snapshotSetId);
      assert.equal(first.Obj.Snap.m_pwszExposedName, null);
      await backup.Release();
    });

    it('answer S_FALSE, and no object, where there is none', async () => {
      const backup = await initialized();
      assert.deepEqual(await list(backup, VSS_OBJECT_SNAPSHOT), { hr: S_FALSE, objects: [] });
      await backup.Release();
    });

    it('list providers, and free their names', async () => {
      const backup = await initialized();
      const { objects } = await list(backup, VSS_OBJECT_PROVIDER);
      assert.deepEqual(objects, [
        {
          Type: VSS_OBJECT_PROVIDER,
          Obj: {
            Prov: {
              m_ProviderId: '{b5946137-7b9f-4925-af80-51abd60b20d5}',
              m_pwszProviderName: 'Microsoft Software Shadow Copy provider 1.0',
              m_eProviderType: VSS_PROV_SYSTEM,
              m_pwszProviderVersion: '1.0.0.7',
              m_ProviderVersionId: '{00000001-0000-0000-0000-000700000001}',
              m_ClassId: '{00000002-0000-0000-0000-000000000002}',
            },
          },
        },
      ]);
      await backup.Release();
    });

    it('go through a list: skip, clone, begin again', async () => {
      for (let count = 0; count < 3; count += 1) await persistent();
      const backup = await initialized();
      const pEnum = written(await backup.Query(GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT), 'pEnum');
      assert.equal(await pEnum.Skip(2), 0);
      const clone = written(await pEnum.Clone(), 'penum');
      for (const list of [clone, pEnum]) {
        const { hr, rgelt } = await list.Next(5);
        assert.deepEqual([hr, rgelt.length], [S_FALSE, 1]);
        for (const object of rgelt) {
          if ('pProp' in object) await tests.vssapi.VssFreeSnapshotPropertiesInternal(object.pProp);
        }
      }
      assert.equal(await pEnum.Skip(1), S_FALSE);
      assert.equal(await pEnum.Reset(), 0);
      assert.equal(await pEnum.Skip(3), 0);
      for (const object of [clone, pEnum, backup]) await object.Release();
    });

    it('give nothing to free when Next fails', async () => {
      await persistent();
      const backup = await initialized();
      const pEnum = written(await backup.Query(GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT), 'pEnum');
      tests.double.failNext({ call: 'IVssEnumObject::Next', hresult: 0x8000ffff });
      assert.deepEqual(await pEnum.Next(4), { hr: 0x8000ffff, rgelt: [] });
      await pEnum.Release();
      await backup.Release();
    });

    it('expose a shadow copy, name it, and hide it again', async () => {
      const { idSnapshot } = await persistent();
      const backup = await initialized();
      const flags = VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY;
      assert.deepEqual(await backup.ExposeSnapshot(GUID_NULL, null, flags, 'X:\\'), {
        hr: status.VSS_E_OBJECT_NOT_FOUND,
        wszExposed: null,
      });
      assert.deepEqual(await backup.ExposeSnapshot(idSnapshot, null, flags, 'X:\\'), {
        hr: 0,
        wszExposed: 'X:\\',
      });
      const { objects } = await list(backup, VSS_OBJECT_SNAPSHOT);
      assert.ok(objects[0]?.Type === VSS_OBJECT_SNAPSHOT);
      assert.equal(objects[0].Obj.Snap.m_pwszExposedName, 'X:\\');
      const newer = await backup.QueryInterface('IVssBackupComponentsEx2');
      assert.ok(newer);
      assert.equal(await newer.UnexposeSnapshot(idSnapshot), 0);
      assert.equal(await newer.UnexposeSnapshot(idSnapshot), status.VSS_E_OBJECT_NOT_FOUND);
      await newer.Release();
      await backup.Release();
    });

    it('delete, revert and break, each by its id', async () => {
      const [gone, reverted, broken, brokenToo] = [
        await persistent(),
        await persistent(),
        await persistent(),
        await persistent(),
      ];
      const backup = await initialized();
      assert.deepEqual(await backup.DeleteSnapshots(gone.snapshotSetId, VSS_OBJECT_SNAPSHOT_SET, true), {
        hr: 0,
        lDeletedSnapshots: 1,
        nondeletedSnapshotID: GUID_NULL,
      });
      assert.equal(await backup.RevertToSnapshot(reverted.idSnapshot, false), VSS_E_VOLUME_IN_USE);
      assert.equal(await backup.RevertToSnapshot(reverted.idSnapshot, true), 0);
      await finish(await backup.QueryRevertStatus('C:\\'));
      assert.equal(await backup.BreakSnapshotSet(broken.snapshotSetId), 0);
      assert.equal(await backup.BreakSnapshotSet(broken.snapshotSetId), status.VSS_E_OBJECT_NOT_FOUND);
      const newer = await backup.QueryInterface('IVssBackupComponentsEx2');
      assert.ok(newer);
      await finish(await newer.PreFastRecovery(brokenToo.snapshotSetId, 0));
      await finish(await newer.FastRecovery(brokenToo.snapshotSetId, 0));
      await finish(await newer.BreakSnapshotSetEx(brokenToo.snapshotSetId, 0x2));
      assert.equal((await newer.BreakSnapshotSetEx(GUID_NULL, 0x2)).hr, status.VSS_E_OBJECT_NOT_FOUND);
      const left = (await list(backup, VSS_OBJECT_SNAPSHOT)).objects;
      assert.equal(left.length, 1);
      await newer.Release();
      await backup.Release();
    });

    it('import a set only with its document', async () => {
      const without = await initialized();
      assert.deepEqual(await without.ImportSnapshots(), { hr: status.VSS_E_BAD_STATE, pAsync: null });
      await without.Release();
      const backup = await tests.create();
      assert.equal(await backup.InitializeForBackup('<BACKUP_COMPONENTS/>'), 0);
      await finish(await backup.ImportSnapshots());
      await backup.Release();
    });

    it('know no newer interface on an older Windows, and say so', async () => {
      for (const [newest, known] of [
        [0, [false, false, false, false]],
        [2, [true, true, false, false]],
        [4, [true, true, true, true]],
      ] as const) {
        tests.double.setNewest(newest);
        const backup = await tests.create();
        const found = [
          await backup.QueryInterface('IVssBackupComponentsEx'),
          await backup.QueryInterface('IVssBackupComponentsEx2'),
          await backup.QueryInterface('IVssBackupComponentsEx3'),
          await backup.QueryInterface('IVssBackupComponentsEx4'),
        ];
        assert.deepEqual(
          found.map((object) => object !== undefined),
          known,
        );
        for (const object of found) await object?.Release();
        await backup.Release();
      }
    });

    it('reject when an object fails to be asked', async () => {
      const backup = await tests.create();
      tests.double.failNext({ call: 'IVssBackupComponents::QueryInterface', hresult: 0x80070005 });
      await assert.rejects(backup.QueryInterface('IVssBackupComponentsEx3'), { status: 0x80070005 });
      await backup.Release();
    });

    it('pass what the third and fourth interfaces add', async () => {
      const { idSnapshot } = await persistent();
      const backup = await initialized();
      const newer = await backup.QueryInterface('IVssBackupComponentsEx4');
      assert.ok(newer);
      const { hr, idSession } = await newer.GetSessionId();
      assert.equal(hr, 0);
      assert.notEqual(idSession, GUID_NULL);
      assert.deepEqual(await newer.GetRootAndLogicalPrefixPaths('C:\\Windows\\NTDS', false), {
        hr: 0,
        pwszRootPath: 'C:\\',
        pwszLogicalPrefix: 'Windows\\NTDS',
      });
      assert.deepEqual(await newer.GetRootAndLogicalPrefixPaths('C:\\', true), {
        hr: 0,
        pwszRootPath: '\\\\?\\C:\\',
        pwszLogicalPrefix: null,
      });
      assert.equal(await newer.AddSnapshotToRecoverySet(idSnapshot, 0, null), 0);
      assert.equal(await newer.AddSnapshotToRecoverySet(GUID_NULL, 0, 'D:\\'), status.VSS_E_OBJECT_NOT_FOUND);
      await finish(await newer.RecoverSet(0x200));
      await newer.Release();
      await backup.Release();
    });
  });
}
