import { strict as assert } from 'node:assert';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { type LoadedVssNative, loadVssNative } from '@dsbackup/vss';
import type { IVssBackupComponents } from '@dsbackup/vss/native';
import { hresult, loadSystem32Library } from '@dsbackup/win32';
import { finish, type GatheredBackup, gather, snapshot, status } from './drive-backup.js';
import { controlVssDouble, type VssDouble } from './vss-double.js';

const GUID_NULL = '{00000000-0000-0000-0000-000000000000}';
const NTDS = '{b2014c9e-8711-4c5c-a5a9-3cf384484757}';

/** What the koffi binding of vssapi.dll promises, over the double, whose vtables and structs are mingw-w64's. */
export function describeVssBinding(): void {
  describe('The binding of vssapi.dll', () => {
    let native: LoadedVssNative;
    let double: VssDouble;
    before(async () => {
      native = await loadVssNative();
      double = controlVssDouble(await loadSystem32Library('vssapi.dll'));
    });
    beforeEach(() => double.reset());
    afterEach(() => {
      assert.equal(double.live(), 0, 'Something was not given back.');
      assert.deepEqual(
        double.journal().filter((line) => line.startsWith('MISUSE')),
        [],
      );
    });

    async function create(): Promise<IVssBackupComponents> {
      const { hr, pBackup } = await native.vssapi.CreateVssBackupComponentsInternal();
      assert.equal(hr, hresult.S_OK);
      assert.ok(pBackup);
      return pBackup;
    }

    async function gathered(): Promise<GatheredBackup> {
      return gather(await create());
    }

    it('starts COM and sets its security once, however often it is loaded', async () => {
      const again = await loadVssNative();
      assert.equal(again.startup.com, native.startup.com);
      assert.equal(again.startup.security.outcome, 'initialized');
      assert.equal(again.startup.privileges.enabled.length + again.startup.privileges.missing.length, 1);
    });

    it("reads a writer's identity, components and files", async () => {
      const { backup, writers } = await gathered();
      const ntds = writers.find(({ idWriter }) => idWriter === NTDS);
      assert.ok(ntds);
      assert.equal(ntds.bstrWriterName, 'NTDS');
      assert.deepEqual(
        ntds.components.map(({ info, files }) => ({
          name: info.bstrComponentName,
          path: info.bstrLogicalPath,
          caption: info.bstrCaption,
          selectable: info.bSelectable,
          flags: info.dwComponentFlags,
          files: files.map(({ filespec, recursive, mask }) => ({ filespec, recursive, mask })),
        })),
        [
          {
            name: 'ntds',
            path: 'C:_Windows_NTDS',
            caption: null,
            selectable: false,
            flags: 3,
            files: ['ntds.dit', 'edb*.log', 'edb.chk'].map((filespec) => ({
              filespec,
              recursive: false,
              mask: 3855,
            })),
          },
        ],
      );
      const sysvol = writers.flatMap(({ components }) => components).find(({ files }) => files[0]?.recursive);
      assert.equal(sysvol?.files[0]?.path, '%SystemRoot%\\SYSVOL');
      assert.match(ntds.xml ?? '', /^<WRITER_METADATA .*componentName="ntds".*<\/WRITER_METADATA>$/);
      await backup.Release();
    });

    it('passes every combination of bools, each as one byte', async () => {
      for (const bits of [0, 1, 2, 3, 4, 5, 6, 7]) {
        const [components, bootable, partial] = [(bits & 1) !== 0, (bits & 2) !== 0, (bits & 4) !== 0];
        const backup = await create();
        await backup.InitializeForBackup(null);
        assert.equal(await backup.SetBackupState(components, bootable, 5, partial), hresult.S_OK);
        const { bstrXML } = await backup.SaveAsXML();
        assert.match(bstrXML ?? '', new RegExp(` selectComponents="${components ? 'yes' : 'no'}"`));
        assert.match(bstrXML ?? '', new RegExp(` bootableSystemStateBackup="${bootable ? 'yes' : 'no'}"`));
        assert.match(bstrXML ?? '', new RegExp(` partialFileSupport="${partial ? 'yes' : 'no'}"`));
        assert.match(bstrXML ?? '', / backupType="copy"/);
        await backup.Release();
      }
    });

    it('passes a document as a BSTR', async () => {
      for (const [xml, answer] of [
        ['<BACKUP_COMPONENTS/>', hresult.S_OK],
        ['no document', status.VSS_E_INVALID_XML_DOCUMENT],
        ['', status.VSS_E_INVALID_XML_DOCUMENT],
      ] as const) {
        const backup = await create();
        assert.equal(await backup.InitializeForBackup(xml), answer);
        await backup.Release();
      }
    });

    it('passes VSS_CTX_ALL and other contexts as the LONG that they are', async () => {
      for (const [context, answer] of [
        [0x9, hresult.S_OK],
        [0xffffffff, status.VSS_E_UNSUPPORTED_CONTEXT],
      ] as const) {
        const backup = await create();
        await backup.InitializeForBackup(null);
        assert.equal(await backup.SetContext(context), answer);
        await backup.Release();
      }
    });

    it('goes all the way to a shadow copy and to BackupComplete, and gives everything back', async () => {
      const taken = await snapshot(native, await gathered());
      const { backup, component, idSnapshot, prop } = taken;
      assert.equal(prop.m_SnapshotId, idSnapshot);
      assert.equal(prop.m_SnapshotSetId, taken.snapshotSetId);
      assert.equal(prop.m_lSnapshotsCount, 1);
      assert.equal(prop.m_pwszSnapshotDeviceObject, '\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1');
      assert.match(prop.m_pwszOriginalVolumeName ?? '', /^\\\\\?\\Volume\{.*\}\\$/);
      assert.equal(prop.m_ProviderId, '{b5946137-7b9f-4925-af80-51abd60b20d5}');
      assert.equal(prop.m_eStatus, 12);
      const age = Date.now() - Number(prop.m_tsCreationTimestamp / 10_000n - 11_644_473_600_000n);
      assert.ok(Math.abs(age) < 60_000, `The shadow copy is ${age} ms old.`);

      const { pWriter } = await backup.GetWriterComponents(0);
      assert.ok(pWriter);
      assert.deepEqual(await pWriter.GetComponentCount(), { hr: 0, cComponents: 1 });
      assert.equal((await pWriter.GetWriterInfo()).idWriter, NTDS);
      const { pComponent } = await pWriter.GetComponent(0);
      assert.ok(pComponent);
      assert.equal((await pComponent.GetLogicalPath()).bstrPath, 'C:_Windows_NTDS');
      assert.equal((await pComponent.GetComponentType()).ct, 1);
      assert.equal((await pComponent.GetComponentName()).bstrName, 'ntds');
      assert.match((await pComponent.GetBackupMetadata()).bstrData ?? '', /./);
      await pComponent.Release();
      assert.equal(await pWriter.Release(), 0);

      assert.equal(await backup.SetBackupSucceeded(...component, true), hresult.S_OK);
      await finish(await backup.BackupComplete());
      assert.match((await backup.SaveAsXML()).bstrXML ?? '', /backupSucceeded="yes"/);
      assert.equal(await backup.FreeWriterMetadata(), hresult.S_OK);
      assert.equal(await backup.Release(), 0);
    });

    it('deletes shadow copies by a GUID and a BOOL, and reads both answers', async () => {
      const { backup, idSnapshot, snapshotSetId } = await snapshot(native, await gathered());
      const VSS_OBJECT_SNAPSHOT = 3;
      assert.deepEqual(await backup.DeleteSnapshots(snapshotSetId, VSS_OBJECT_SNAPSHOT, true), {
        hr: status.VSS_E_OBJECT_NOT_FOUND,
        lDeletedSnapshots: 0,
        nondeletedSnapshotID: snapshotSetId,
      });
      assert.deepEqual(await backup.DeleteSnapshots(idSnapshot, VSS_OBJECT_SNAPSHOT, true), {
        hr: hresult.S_OK,
        lDeletedSnapshots: 1,
        nondeletedSnapshotID: GUID_NULL,
      });
      await backup.AbortBackup();
      await backup.Release();
    });

    it('shows as unwritten what a failed call did not write', async () => {
      const { backup } = await gathered();
      for (const call of ['GetWriterMetadata', 'GetWriterStatus', 'GetSnapshotProperties', 'SaveAsXML']) {
        double.failNext({ call: `IVssBackupComponents::${call}`, hresult: hresult.E_ACCESSDENIED });
      }
      const hr = hresult.E_ACCESSDENIED;
      assert.deepEqual(await backup.GetWriterMetadata(0), { hr, idInstance: GUID_NULL, pMetadata: null });
      assert.deepEqual(await backup.GetWriterStatus(0), {
        hr,
        idInstance: GUID_NULL,
        idWriter: GUID_NULL,
        bstrWriter: null,
        nStatus: 0,
        hResultFailure: hresult.E_UNEXPECTED,
      });
      assert.deepEqual(await backup.GetSnapshotProperties(GUID_NULL), { hr, pProp: null, prop: undefined });
      assert.deepEqual(await backup.SaveAsXML(), { hr, bstrXML: null });
      await backup.Release();
    });

    it('tells a failed QueryStatus, which wrote nothing, from a failed operation', async () => {
      const backup = await create();
      await backup.InitializeForBackup(null);
      const { pAsync } = await backup.GatherWriterMetadata();
      assert.ok(pAsync);
      double.failNext({ call: 'IVssAsync::QueryStatus', hresult: hresult.E_UNEXPECTED });
      assert.deepEqual(await pAsync.QueryStatus(), { hr: hresult.E_UNEXPECTED, hrResult: undefined });
      assert.deepEqual(await pAsync.QueryStatus(), { hr: 0, hrResult: status.VSS_S_ASYNC_PENDING });
      double.failNext({ call: 'QueryStatus:GatherWriterMetadata', hresult: hresult.E_ACCESSDENIED });
      await pAsync.QueryStatus();
      assert.deepEqual(await pAsync.QueryStatus(), { hr: 0, hrResult: hresult.E_ACCESSDENIED });
      await pAsync.Release();
      await backup.Release();
    });

    it('cancels an operation', async () => {
      const backup = await create();
      await backup.InitializeForBackup(null);
      const { pAsync } = await backup.GatherWriterMetadata();
      assert.ok(pAsync);
      assert.equal(await pAsync.Cancel(), hresult.S_OK);
      assert.equal((await pAsync.QueryStatus()).hrResult, status.VSS_S_ASYNC_CANCELLED);
      await pAsync.Release();
      assert.deepEqual(await backup.GetWriterMetadataCount(), { hr: status.VSS_E_BAD_STATE, cWriters: 0 });
      await backup.Release();
    });

    it('shows a writer that failed, after its phase, and not one that failed at Identify', async () => {
      double.failWriter({
        writer: 'WMI Writer',
        state: 6,
        hresult: 0x800423f4,
        phase: 'GatherWriterMetadata',
      });
      double.failWriter({ writer: 'NTDS', state: 9, hresult: 0x800423f2, phase: 'DoSnapshotSet' });
      const { backup } = await snapshot(native, await gathered());
      await finish(await backup.GatherWriterStatus());
      const { cWriters } = await backup.GetWriterStatusCount();
      const statuses = [];
      for (let index = 0; index < cWriters; index += 1) statuses.push(await backup.GetWriterStatus(index));
      assert.ok(!statuses.some(({ bstrWriter }) => bstrWriter === 'WMI Writer'));
      const ntds = statuses.find(({ idWriter }) => idWriter === NTDS);
      assert.deepEqual([ntds?.nStatus, ntds?.hResultFailure], [9, 0x800423f2]);
      assert.equal(await backup.FreeWriterStatus(), hresult.S_OK);
      await backup.AbortBackup();
      await backup.Release();
    });

    it('lets nothing be used after its Release, and properties be freed once', async () => {
      const { backup, pProp } = await snapshot(native, await gathered());
      await assert.rejects(native.vssapi.VssFreeSnapshotPropertiesInternal(pProp), /freed already/);
      await backup.AbortBackup();
      await backup.Release();
      await assert.rejects(backup.SaveAsXML(), /released already/);
      await assert.rejects(async () => backup.Release(), /released already/);
    });
  });
}
