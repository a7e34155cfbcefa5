import { strict as assert } from 'node:assert';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import {
  type IVssBackupComponents,
  type IVssExamineWriterMetadata,
  VSS_RME_RESTORE_AT_REBOOT,
  VSS_WRE_NEVER,
} from '@dsbackup/vss/native';
import { finish, status } from './drive-backup.js';
import { type InterfaceTests, prepareInterfaceTests, written } from './interface-tests.js';

const WMI = '{a6ad56c2-b509-4e6c-bb19-49d8f43532f0}';
const REGISTRY = '{afbab4a2-367d-4d15-a586-71dbb18f8485}';
const NTDS = '{b2014c9e-8711-4c5c-a5a9-3cf384484757}';

/** The methods on writers: what their metadata says, which of them take part, and how they are. */
export function describeMetadataCalls(): void {
  describe('The metadata calls of the binding', () => {
    let tests: InterfaceTests;
    before(async () => {
      tests = await prepareInterfaceTests();
    });
    beforeEach(() => tests.double.reset());
    afterEach(() => tests.assertNothingLeft());

    async function initialized(): Promise<IVssBackupComponents> {
      const backup = await tests.create();
      assert.equal(await backup.InitializeForBackup(null), 0);
      return backup;
    }

    async function writerIds(backup: IVssBackupComponents): Promise<string[]> {
      await finish(await backup.GatherWriterMetadata());
      const { cWriters } = await backup.GetWriterMetadataCount();
      const ids: string[] = [];
      for (let index = 0; index < cWriters; index += 1) {
        const metadata = written(await backup.GetWriterMetadata(index), 'pMetadata');
        ids.push((await metadata.GetIdentity()).idWriter);
        await metadata.Release();
      }
      return ids;
    }

    /** The WMI writer's metadata; the caller releases both. */
    async function wmi(): Promise<{ backup: IVssBackupComponents; metadata: IVssExamineWriterMetadata }> {
      const backup = await initialized();
      const index = (await writerIds(backup)).indexOf(WMI);
      return { backup, metadata: written(await backup.GetWriterMetadata(index), 'pMetadata') };
    }

    it('read how a writer wants to be restored', async () => {
      const { backup, metadata } = await wmi();
      assert.deepEqual(await metadata.GetRestoreMethod(), {
        hr: 0,
        method: VSS_RME_RESTORE_AT_REBOOT,
        bstrService: 'winmgmt',
        bstrUserProcedure: 'restore-wmi.cmd',
        writerRestore: VSS_WRE_NEVER,
        bRebootRequired: true,
        cMappings: 1,
      });
      const mapping = written(await metadata.GetAlternateLocationMapping(0), 'pFiledesc');
      assert.equal((await mapping.GetAlternateLocation()).bstrAlternateLocation, 'D:\\wmi');
      await mapping.Release();
      assert.deepEqual(await metadata.GetAlternateLocationMapping(1), {
        hr: status.VSS_E_OBJECT_NOT_FOUND,
        pFiledesc: null,
      });
      assert.deepEqual(await metadata.GetBackupSchema(), { hr: 0, dwSchemaMask: 0x4020 });
      const document = written(await metadata.GetDocument(), 'pDoc');
      await document.Release();
      await metadata.Release();
      await backup.Release();
    });

    it('read what a component depends on, and its icon', async () => {
      const { backup, metadata } = await wmi();
      const component = written(await metadata.GetComponent(0), 'pComponent');
      const { pInfo, info } = await component.GetComponentInfo();
      assert.ok(pInfo && info);
      assert.equal(info.cDependencies, 1);
      assert.deepEqual([...(info.pbIcon ?? [])], [0, 1, 0xfe, 0xff]);
      assert.equal(await component.FreeComponentInfo(pInfo), 0);
      const dependency = written(await component.GetDependency(0), 'pDependency');
      assert.deepEqual(await dependency.GetWriterId(), { hr: 0, writerId: REGISTRY });
      assert.deepEqual(await dependency.GetLogicalPath(), { hr: 0, bstrLogicalPath: null });
      assert.deepEqual(await dependency.GetComponentName(), { hr: 0, bstrComponentName: 'Registry' });
      assert.equal((await component.GetDependency(1)).pDependency, null);
      for (const object of [dependency, component, metadata, backup]) await object.Release();
    });

    it('read what only the newer interfaces know', async () => {
      const { backup, metadata } = await wmi();
      const newer = await metadata.QueryInterface('IVssExamineWriterMetadataEx2');
      assert.ok(newer);
      const { idWriter, bstrWriterName, bstrInstanceName, usage, source } = await newer.GetIdentityEx();
      assert.deepEqual(
        [idWriter, bstrWriterName, bstrInstanceName, usage, source],
        [WMI, 'WMI Writer', 'WMI of the double', 2, 3],
      );
      assert.deepEqual(await newer.GetVersion(), { hr: 0, dwMajorVersion: 3, dwMinorVersion: 14 });
      assert.deepEqual(await newer.GetExcludeFromSnapshotCount(), { hr: 0, cExcludedFromSnapshot: 1 });
      const excluded = written(await newer.GetExcludeFromSnapshotFile(0), 'pFiledesc');
      assert.equal((await excluded.GetFilespec()).bstrFilespec, '*.log');
      for (const object of [excluded, newer, metadata, backup]) await object.Release();
    });

    it('come by the newer interface without asking, from GetWriterMetadataEx', async () => {
      const backup = await initialized();
      await writerIds(backup);
      const newer = await backup.QueryInterface('IVssBackupComponentsEx');
      assert.ok(newer);
      const { hr, idInstance, pMetadata } = await newer.GetWriterMetadataEx(0);
      assert.equal(hr, 0);
      assert.ok(pMetadata);
      assert.equal((await pMetadata.GetIdentityEx()).idInstance, idInstance);
      assert.equal((await newer.GetWriterMetadataEx(99)).pMetadata, null);
      for (const object of [pMetadata, newer, backup]) await object.Release();
    });

    it('know no newer interface on an older Windows, and say so', async () => {
      tests.double.setNewest(0);
      const { backup, metadata } = await wmi();
      assert.equal(await metadata.QueryInterface('IVssExamineWriterMetadataEx'), undefined);
      assert.equal(await metadata.QueryInterface('IVssExamineWriterMetadataEx2'), undefined);
      await metadata.Release();
      await backup.Release();
    });

    it("read a writer's saved document, and refuse another", async () => {
      const { backup, metadata } = await wmi();
      const xml = (await metadata.SaveAsXML()).bstrXML ?? '';
      await metadata.Release();
      await backup.Release();
      const saved = written(await tests.vssapi.CreateVssExamineWriterMetadataInternal(xml), 'pMetadata');
      assert.equal((await saved.GetIdentity()).idWriter, WMI);
      assert.equal(await saved.LoadFromXML(xml.replace(WMI.slice(1, -1), NTDS.slice(1, -1))), 0);
      assert.equal((await saved.GetIdentity()).bstrWriterName, 'NTDS');
      assert.equal(await saved.LoadFromXML('no document'), status.VSS_E_INVALID_XML_DOCUMENT);
      await saved.Release();
      assert.deepEqual(await tests.vssapi.CreateVssExamineWriterMetadataInternal('no document'), {
        hr: status.VSS_E_INVALID_XML_DOCUMENT,
        pMetadata: null,
      });
    });

    it('leave writers out by class and by instance, and take in only those named', async () => {
      const all = await initialized();
      const everyone = await writerIds(all);
      await all.Release();
      const disabled = await initialized();
      assert.equal(await disabled.DisableWriterClasses([WMI, REGISTRY]), 0);
      assert.deepEqual(
        await writerIds(disabled),
        everyone.filter((id) => id !== WMI && id !== REGISTRY),
      );
      assert.equal(await disabled.DisableWriterClasses([NTDS]), status.VSS_E_BAD_STATE);
      await disabled.Release();
      const enabled = await initialized();
      assert.equal(await enabled.EnableWriterClasses([NTDS, WMI]), 0);
      assert.equal(await enabled.DisableWriterInstances(['{55555555-0005-4005-8005-010203040506}']), 0);
      assert.deepEqual(await writerIds(enabled), [NTDS]);
      await enabled.Release();
    });

    it('tell what an application said of its failure', async () => {
      tests.double.failWriter({ writer: 'NTDS', state: 7, hresult: 0x800423f3, phase: 'PrepareForBackup' });
      const backup = await initialized();
      await backup.SetBackupState(false, false, 1, false);
      await writerIds(backup);
      await backup.StartSnapshotSet();
      await finish(await backup.PrepareForBackup());
      await finish(await backup.GatherWriterStatus());
      const newer = await backup.QueryInterface('IVssBackupComponentsEx3');
      assert.ok(newer);
      const { cWriters } = await backup.GetWriterStatusCount();
      const failed = [];
      for (let index = 0; index < cWriters; index += 1) {
        const { idInstance, ...writer } = await newer.GetWriterStatusEx(index);
        assert.match(idInstance, /-4\d{3}-8/);
        if (writer.hrFailureWriter !== 0) failed.push(writer);
        else assert.deepEqual([writer.hrApplication, writer.bstrApplicationMessage], [0, null]);
      }
      assert.deepEqual(failed, [
        {
          hr: 0,
          idWriter: NTDS,
          bstrWriter: 'NTDS',
          nStatus: 7,
          hrFailureWriter: 0x800423f3,
          hrApplication: 0xe0001234,
          bstrApplicationMessage: "The double's application failed.",
        },
      ]);
      tests.double.failNext({ call: 'IVssBackupComponents::GetWriterStatusEx', hresult: 0x80070005 });
      const denied = await newer.GetWriterStatusEx(0);
      assert.deepEqual(
        [denied.hr, denied.nStatus, denied.hrFailureWriter, denied.bstrWriter],
        [0x80070005, 0, 0x8000ffff, null],
      );
      await backup.AbortBackup();
      await newer.Release();
      await backup.Release();
    });

    it('wait for an operation, and still ask how it went', async () => {
      const backup = await initialized();
      const operation = written(await backup.GatherWriterMetadata(), 'pAsync');
      assert.equal(await operation.Wait(0xffffffff), 0);
      assert.deepEqual(await operation.QueryStatus(), { hr: 0, hrResult: status.VSS_S_ASYNC_FINISHED });
      await operation.Release();
      await backup.Release();
    });
  });
}
