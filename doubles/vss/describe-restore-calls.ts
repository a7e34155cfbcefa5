import { strict as assert } from 'node:assert';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import {
  GUID_NULL,
  type IVssBackupComponents,
  type IVssWMFiledesc,
  VSS_CT_DATABASE,
  VSS_RF_PARTIAL,
  VSS_RS_ALL,
  VSS_RT_DIRECTED,
  VSS_RTYPE_BY_COPY,
} from '@dsbackup/vss/native';
import { finish, status } from './drive-backup.js';
import { type InterfaceTests, prepareInterfaceTests, written } from './interface-tests.js';
import { onlyComponent } from './only-component.js';

const NTDS = '{b2014c9e-8711-4c5c-a5a9-3cf384484757}';
const ntds = [NTDS, VSS_CT_DATABASE, 'C:_Windows_NTDS', 'ntds'] as const;

/** A Backup Components Document as the double saves it: with parts of files, and one component. */
const document = [
  '<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" bootableSystemStateBackup="yes"',
  ' selectComponents="yes" backupType="full" partialFileSupport="yes">',
  '<WRITER_COMPONENTS instanceId="11111111-0001-4001-8001-010203040506"',
  ' writerId="b2014c9e-8711-4c5c-a5a9-3cf384484757" backupSchema="0">',
  '<COMPONENT logicalPath="C:_Windows_NTDS" componentName="ntds" componentType="database"/>',
  '</WRITER_COMPONENTS></BACKUP_COMPONENTS>',
].join('');

async function readFiles(answer: { hr: number; pFiledesc: IVssWMFiledesc | null }) {
  const files = written(answer, 'pFiledesc');
  const read = [
    (await files.GetPath()).bstrPath,
    (await files.GetFilespec()).bstrFilespec,
    (await files.GetRecursive()).bRecursive,
    (await files.GetAlternateLocation()).bstrAlternateLocation,
  ];
  await files.Release();
  return read;
}

/** The methods of a restore, and what they leave for an IVssComponent to show. */
export function describeRestoreCalls(): void {
  describe('The restore calls of the binding', () => {
    let tests: InterfaceTests;
    before(async () => {
      tests = await prepareInterfaceTests();
    });
    beforeEach(() => tests.double.reset());
    afterEach(() => tests.assertNothingLeft());

    async function restoring(): Promise<IVssBackupComponents> {
      const backup = await tests.create();
      assert.equal(await backup.InitializeForRestore(document), 0);
      await finish(await backup.GatherWriterMetadata());
      return backup;
    }

    it('take the saved document, and refuse another', async () => {
      for (const xml of ['', '<WRITER_METADATA/>', 'no document']) {
        const backup = await tests.create();
        assert.equal(await backup.InitializeForRestore(xml), status.VSS_E_INVALID_XML_DOCUMENT);
        await backup.Release();
      }
      const backup = await restoring();
      assert.deepEqual(await backup.GetWriterComponentsCount(), { hr: 0, cComponents: 1 });
      await backup.Release();
    });

    it('pass what is chosen for a component to where it can be read', async () => {
      const backup = await restoring();
      assert.equal(await backup.SetRestoreState(VSS_RTYPE_BY_COPY), 0);
      assert.equal(await backup.SetSelectedForRestore(...ntds, true), 0);
      assert.equal(await backup.SetAdditionalRestores(...ntds, true), 0);
      assert.equal(await backup.SetRestoreOptions(...ntds, 'Ünïcode options'), 0);
      assert.equal(await backup.AddNewTarget(...ntds, 'C:\\Windows\\NTDS', 'ntds.dit', true, 'D:\\NTDS'), 0);
      const mapping = ['C:\\Windows\\NTDS', 'edb*.log', false, 'E:\\Logs'] as const;
      assert.equal(await backup.AddAlternativeLocationMapping(...ntds, ...mapping), 0);
      assert.equal(await backup.AddRestoreSubcomponent(...ntds, null, 'part', false), 0);
      assert.equal(await backup.SetRangesFilePath(...ntds, 0, 'C:\\ranges'), 0);
      assert.equal(await backup.SetRangesFilePath(...ntds, 1, 'C:\\ranges'), status.VSS_E_OBJECT_NOT_FOUND);
      const component = await onlyComponent(backup);
      assert.deepEqual(await component.IsSelectedForRestore(), { hr: 0, bSelectedForRestore: true });
      assert.deepEqual(await component.GetAdditionalRestores(), { hr: 0, bAdditionalRestores: true });
      assert.deepEqual(await component.GetRestoreOptions(), { hr: 0, bstrRestoreOptions: 'Ünïcode options' });
      assert.deepEqual(await component.GetNewTargetCount(), { hr: 0, cNewTarget: 1 });
      assert.deepEqual(await readFiles(await component.GetNewTarget(0)), [
        'C:\\Windows\\NTDS',
        'ntds.dit',
        true,
        'D:\\NTDS',
      ]);
      assert.deepEqual(await component.GetAlternateLocationMappingCount(), { hr: 0, cMappings: 1 });
      assert.deepEqual(await readFiles(await component.GetAlternateLocationMapping(0)), mapping);
      assert.deepEqual(await component.GetRestoreSubcomponentCount(), { hr: 0, cRestoreSubcomponent: 1 });
      assert.deepEqual(await component.GetRestoreSubcomponent(0), {
        hr: 0,
        bstrLogicalPath: null,
        bstrComponentName: 'part',
        bRepair: false,
      });
      assert.deepEqual(await component.GetPartialFileCount(), { hr: 0, cPartialFiles: 1 });
      const { bstrFilename, bstrRange, bstrMetadata } = await component.GetPartialFile(0);
      assert.deepEqual(
        [bstrFilename, bstrRange, bstrMetadata],
        ['ntds.dit', 'C:\\ranges', 'partial metadata'],
      );
      await component.Release();
      await backup.Release();
    });

    it('tell every argument apart, by naming a component that is not there', async () => {
      const backup = await restoring();
      const [id, type, path, name] = ntds;
      const others: readonly (readonly [string, number, string | null, string])[] = [
        [GUID_NULL, type, path, name],
        [id, 2, path, name],
        [id, type, null, name],
        [id, type, path, 'ntdt'],
      ];
      for (const other of others) {
        assert.equal(await backup.SetSelectedForRestore(...other, true), status.VSS_E_OBJECT_NOT_FOUND);
      }
      await backup.Release();
    });

    it('go from PreRestore over placing to PostRestore, and in no other order', async () => {
      const backup = await restoring();
      await backup.SetSelectedForRestore(...ntds, true);
      await backup.AddNewTarget(...ntds, 'C:\\Windows\\NTDS', 'ntds.dit', false, 'D:\\NTDS');
      assert.equal(await backup.SetFileRestoreStatus(...ntds, VSS_RS_ALL), status.VSS_E_BAD_STATE);
      assert.equal((await backup.PostRestore()).hr, status.VSS_E_BAD_STATE);
      await finish(await backup.PreRestore());
      assert.equal(await backup.SetSelectedForRestore(...ntds, true), status.VSS_E_BAD_STATE);
      assert.equal(await backup.SetFileRestoreStatus(...ntds, VSS_RS_ALL), 0);
      const component = await onlyComponent(backup);
      assert.deepEqual(await component.GetFileRestoreStatus(), { hr: 0, status: VSS_RS_ALL });
      assert.deepEqual(await component.GetRestoreTarget(), { hr: 0, target: VSS_RT_DIRECTED });
      assert.deepEqual(await component.GetRestoreMetadata(), {
        hr: 0,
        bstrRestoreMetadata: 'restore metadata of ntds',
      });
      assert.deepEqual(await component.GetDirectedTargetCount(), { hr: 0, cDirectedTarget: 1 });
      assert.deepEqual(await component.GetDirectedTarget(0), {
        hr: 0,
        bstrSourcePath: 'C:\\Windows\\NTDS',
        bstrSourceFileName: 'ntds.dit',
        bstrSourceRangeList: '0:4096',
        bstrDestinationPath: 'D:\\NTDS',
        bstrDestinationFilename: 'new-ntds.dit',
        bstrDestinationRangeList: '8192:4096',
      });
      await component.Release();
      await finish(await backup.PostRestore());
      await backup.Release();
    });

    it('show what a writer says against it, before and after', async () => {
      for (const phase of ['PreRestore', 'PostRestore'] as const) {
        tests.double.failWriter({ writer: 'NTDS', state: 13, hresult: 0x800423f4, phase });
      }
      const backup = await restoring();
      await backup.SetSelectedForRestore(...ntds, true);
      await finish(await backup.PreRestore());
      const asked = await onlyComponent(backup);
      assert.match((await asked.GetPreRestoreFailureMsg()).bstrPreRestoreFailureMsg ?? '', /let go/);
      assert.equal((await asked.GetPostRestoreFailureMsg()).bstrPostRestoreFailureMsg, null);
      await asked.Release();
      await finish(await backup.PostRestore());
      const done = await onlyComponent(backup);
      assert.match((await done.GetPostRestoreFailureMsg()).bstrPostRestoreFailureMsg ?? '', /take the files/);
      await done.Release();
      await backup.Release();
    });

    it('pass what only the newer interfaces know', async () => {
      const backup = await restoring();
      const newer = await backup.QueryInterface('IVssBackupComponentsEx2');
      assert.ok(newer);
      const instance = '{11111111-0001-4001-8001-010203040506}';
      assert.equal(await newer.SetSelectedForRestoreEx(...ntds, true, GUID_NULL), 0);
      assert.equal(await newer.SetSelectedForRestoreEx(...ntds, true, instance), 0);
      assert.equal(await newer.SetSelectedForRestoreEx(...ntds, true, NTDS), status.VSS_E_OBJECT_NOT_FOUND);
      assert.equal(await newer.SetAuthoritativeRestore(...ntds, true), 0);
      assert.equal(await newer.SetRollForward(...ntds, VSS_RF_PARTIAL, 'lsn 7'), 0);
      assert.equal(await newer.SetRestoreName(...ntds, 'ntds2'), 0);
      const base = await onlyComponent(newer);
      const component = await base.QueryInterface('IVssComponentEx');
      assert.ok(component);
      assert.deepEqual(await component.GetAuthoritativeRestore(), { hr: 0, bAuth: true });
      assert.deepEqual(await component.GetRollForward(), {
        hr: 0,
        rollType: VSS_RF_PARTIAL,
        bstrPoint: 'lsn 7',
      });
      assert.deepEqual(await component.GetRestoreName(), { hr: 0, bstrName: 'ntds2' });
      assert.equal((await component.GetComponentName()).bstrName, 'ntds');
      for (const object of [component, base, newer, backup]) await object.Release();
    });

    it('leave nothing behind when every one of them fails', async () => {
      const backup = await restoring();
      const failing = <A>(method: string, make: () => Promise<A>): Promise<A> => {
        tests.double.failNext({ call: `IVssBackupComponents::${method}`, hresult: 0x80070005 });
        return make();
      };
      const denied = { hr: 0x80070005, pAsync: null };
      assert.deepEqual(await failing('PreRestore', () => backup.PreRestore()), denied);
      assert.deepEqual(await failing('PostRestore', () => backup.PostRestore()), denied);
      const refused = await failing('SetSelectedForRestore', () =>
        backup.SetSelectedForRestore(...ntds, true),
      );
      assert.equal(refused, 0x80070005);
      await backup.Release();
    });
  });
}
