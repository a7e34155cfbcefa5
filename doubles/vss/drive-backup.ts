import { strict as assert } from 'node:assert';
import type {
  IVssAsync,
  IVssBackupComponents,
  IVssExamineWriterMetadata,
  IVssWMComponent,
  IVssWMFiledesc,
  SnapshotPropPointer,
  VSS_COMPONENTINFO,
  VSS_SNAPSHOT_PROP,
  VssNative,
} from '@dsbackup/vss/native';

/** HRESULTs of vsserror.h that the tests of the binding meet. */
export const status = {
  VSS_E_BAD_STATE: 0x80042301,
  VSS_E_OBJECT_NOT_FOUND: 0x80042308,
  VSS_S_ASYNC_PENDING: 0x00042309,
  VSS_S_ASYNC_FINISHED: 0x0004230a,
  VSS_S_ASYNC_CANCELLED: 0x0004230b,
  VSS_E_OBJECT_ALREADY_EXISTS: 0x8004230d,
  VSS_E_INVALID_XML_DOCUMENT: 0x80042311,
  VSS_E_SNAPSHOT_SET_IN_PROGRESS: 0x80042316,
  VSS_E_UNSUPPORTED_CONTEXT: 0x8004231b,
} as const;

/** A file specification, read out. */
export interface ReadFiledesc {
  readonly path: string | null;
  readonly filespec: string | null;
  readonly recursive: boolean;
  readonly mask: number;
}

/** A writer with its components, read out and given back. */
export interface ReadWriter {
  readonly idInstance: string;
  readonly idWriter: string;
  readonly bstrWriterName: string | null;
  readonly xml: string | null;
  readonly components: readonly {
    readonly info: VSS_COMPONENTINFO;
    readonly files: readonly ReadFiledesc[];
  }[];
}

/** A backup whose writers have told what they have. */
export interface GatheredBackup {
  readonly backup: IVssBackupComponents;
  readonly writers: readonly ReadWriter[];
}

/** A backup that has its shadow copy. */
export interface SnapshotBackup {
  readonly backup: IVssBackupComponents;
  /** The one component that takes part, as the calls on components begin. */
  readonly component: readonly [
    instanceId: string,
    writerId: string,
    ct: number,
    path: string | null,
    name: string,
  ];
  readonly snapshotSetId: string;
  readonly idSnapshot: string;
  readonly prop: VSS_SNAPSHOT_PROP;
  /** Freed already. */
  readonly pProp: SnapshotPropPointer;
}

/** Waits for an operation to finish well, and releases it. */
export async function finish(started: { hr: number; pAsync: IVssAsync | null }): Promise<void> {
  const { hr, pAsync } = started;
  assert.equal(hr, 0);
  assert.ok(pAsync);
  let result: number | undefined = status.VSS_S_ASYNC_PENDING;
  while (result === status.VSS_S_ASYNC_PENDING) result = (await pAsync.QueryStatus()).hrResult;
  await pAsync.Release();
  assert.equal(result, status.VSS_S_ASYNC_FINISHED);
}

/** From a fresh object to its writers' metadata. */
export async function gather(backup: IVssBackupComponents): Promise<GatheredBackup> {
  assert.equal(await backup.InitializeForBackup(null), 0);
  assert.equal(await backup.SetBackupState(true, true, 1, false), 0);
  await finish(await backup.GatherWriterMetadata());
  const { cWriters } = await backup.GetWriterMetadataCount();
  const writers: ReadWriter[] = [];
  for (let index = 0; index < cWriters; index += 1) {
    const { idInstance, pMetadata } = await backup.GetWriterMetadata(index);
    assert.ok(pMetadata);
    const writer = await readWriter(pMetadata);
    assert.equal(writer.idInstance, idInstance);
    writers.push(writer);
  }
  return { backup, writers };
}

/** On to a shadow copy of drive C, with the NTDS component alone. */
export async function snapshot(
  native: VssNative,
  { backup, writers }: GatheredBackup,
): Promise<SnapshotBackup> {
  const ntds = writers.find(({ bstrWriterName }) => bstrWriterName === 'NTDS');
  const info = ntds?.components[0]?.info;
  assert.ok(ntds && info);
  const name = info.bstrComponentName ?? '';
  const component = [ntds.idInstance, ntds.idWriter, info.type, info.bstrLogicalPath, name] as const;
  assert.equal(await backup.AddComponent(...component), 0);
  assert.equal(await backup.AddComponent(...component), status.VSS_E_OBJECT_ALREADY_EXISTS);
  const { snapshotSetId } = await backup.StartSnapshotSet();
  const { volumeName } = await native.kernel32.GetVolumeNameForVolumeMountPointW('C:\\');
  const anyProvider = '{00000000-0000-0000-0000-000000000000}';
  assert.deepEqual(await backup.IsVolumeSupported(anyProvider, volumeName), {
    hr: 0,
    bSupportedByThisProvider: true,
  });
  const { hr, idSnapshot } = await backup.AddToSnapshotSet(volumeName, anyProvider);
  assert.equal(hr, 0);
  await finish(await backup.PrepareForBackup());
  await finish(await backup.DoSnapshotSet());
  const { pProp, prop } = await backup.GetSnapshotProperties(idSnapshot);
  assert.ok(pProp && prop);
  await native.vssapi.VssFreeSnapshotPropertiesInternal(pProp);
  return { backup, component, snapshotSetId, idSnapshot, prop, pProp };
}

async function readWriter(metadata: IVssExamineWriterMetadata): Promise<ReadWriter> {
  const { idInstance, idWriter, bstrWriterName } = await metadata.GetIdentity();
  const { cComponents } = await metadata.GetFileCounts();
  const components = [];
  for (let index = 0; index < cComponents; index += 1) {
    const { pComponent } = await metadata.GetComponent(index);
    assert.ok(pComponent);
    components.push(await readComponent(pComponent));
  }
  const { bstrXML: xml } = await metadata.SaveAsXML();
  await metadata.Release();
  return { idInstance, idWriter, bstrWriterName, xml, components };
}

async function readComponent(component: IVssWMComponent) {
  const { pInfo, info } = await component.GetComponentInfo();
  assert.ok(pInfo && info);
  const files: ReadFiledesc[] = [];
  for (let index = 0; index < info.cFileCount; index += 1) {
    files.push(await readFiledesc(await component.GetFile(index)));
  }
  for (let index = 0; index < info.cDatabases; index += 1) {
    files.push(await readFiledesc(await component.GetDatabaseFile(index)));
  }
  for (let index = 0; index < info.cLogFiles; index += 1) {
    files.push(await readFiledesc(await component.GetDatabaseLogFile(index)));
  }
  assert.equal(await component.FreeComponentInfo(pInfo), 0);
  await component.Release();
  return { info, files };
}

async function readFiledesc({ pFiledesc }: { pFiledesc: IVssWMFiledesc | null }): Promise<ReadFiledesc> {
  assert.ok(pFiledesc);
  const { bstrPath: path } = await pFiledesc.GetPath();
  const { bstrFilespec: filespec } = await pFiledesc.GetFilespec();
  const { bRecursive: recursive } = await pFiledesc.GetRecursive();
  const { dwTypeMask: mask } = await pFiledesc.GetBackupTypeMask();
  await pFiledesc.Release();
  return { path, filespec, recursive, mask };
}
