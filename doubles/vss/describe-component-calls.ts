import { strict as assert } from 'node:assert';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { GUID_NULL, VSS_CT_DATABASE } from '@dsbackup/vss/native';
import { finish, gather, status } from './drive-backup.js';
import { type InterfaceTests, prepareInterfaceTests } from './interface-tests.js';
import { onlyComponent } from './only-component.js';

const NTDS = '{b2014c9e-8711-4c5c-a5a9-3cf384484757}';
const ntds = [NTDS, VSS_CT_DATABASE, 'C:_Windows_NTDS', 'ntds'] as const;

/** What an IVssComponent tells of a backup that was made. */
export function describeComponentCalls(): void {
  describe('What a component shows of a backup', () => {
    let tests: InterfaceTests;
    before(async () => {
      tests = await prepareInterfaceTests();
    });
    beforeEach(() => tests.double.reset());
    afterEach(() => tests.assertNothingLeft());

    it('is its options, its stamps, its partial files and why it failed', async () => {
      tests.double.failWriter({ writer: 'NTDS', state: 11, hresult: 0x80042336, phase: 'DoSnapshotSet' });
      const { backup, writers } = await gather(await tests.create());
      const writer = writers.find(({ idWriter }) => idWriter === NTDS);
      assert.ok(writer);
      assert.equal(await backup.SetBackupState(true, true, 1, true), 0);
      assert.equal(await backup.AddComponent(writer.idInstance, ...ntds), 0);
      assert.equal(await backup.SetBackupOptions(...ntds, 'options'), 0);
      assert.equal(await backup.SetPreviousBackupStamp(...ntds, 'before'), 0);
      await backup.StartSnapshotSet();
      await backup.AddToSnapshotSet('C:\\', GUID_NULL);
      await finish(await backup.PrepareForBackup());
      await finish(await backup.DoSnapshotSet());
      assert.equal(await backup.SetBackupSucceeded(writer.idInstance, ...ntds, true), 0);
      const base = await onlyComponent(backup);
      const component = await base.QueryInterface('IVssComponentEx2');
      assert.ok(component);
      assert.deepEqual(await component.GetBackupSucceeded(), { hr: 0, bSucceeded: true });
      assert.deepEqual(await component.GetBackupOptions(), { hr: 0, bstrBackupOptions: 'options' });
      assert.deepEqual(await component.GetPreviousBackupStamp(), { hr: 0, bstrBackupStamp: 'before' });
      assert.deepEqual(await component.GetBackupStamp(), { hr: 0, bstrBackupStamp: 'stamp of ntds' });
      assert.deepEqual(await component.GetDifferencedFilesCount(), { hr: 0, cDifferencedFiles: 1 });
      const { bstrPath, ...differenced } = await component.GetDifferencedFile(0);
      assert.match(bstrPath ?? '', /NTDS$/);
      assert.deepEqual(differenced, {
        hr: 0,
        bstrFilespec: 'edb*.log',
        bRecursive: true,
        bstrLsnString: 'lsn 7',
        ftLastModifyTime: 0x0123456789abcdefn,
      });
      assert.equal((await component.GetDifferencedFile(1)).hr, status.VSS_E_OBJECT_NOT_FOUND);
      assert.equal((await component.GetPrepareForBackupFailureMsg()).bstrFailureMsg, null);
      assert.match((await component.GetPostSnapshotFailureMsg()).bstrFailureMsg ?? '', /shadow copy/);
      assert.deepEqual(await component.GetFailure(), {
        hr: 0,
        hrFailure: 0x80042336,
        hrApplication: 0xe0001234,
        bstrApplicationMessage: "The double's application failed.",
      });
      await component.Release();
      await base.Release();
      await backup.AbortBackup();
      await backup.Release();
    });
  });
}
