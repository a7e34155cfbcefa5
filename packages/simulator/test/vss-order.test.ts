import type { IVssAsync, IVssBackupComponents, VssNative } from '@dsbackup/vss/native';
import { describe, expect, it } from 'vitest';
import { openSimulatedDomainController, type SimulatorOptions } from '../src/index.js';
import { databaseBytes, handMadeTree } from './hand-made-tree.js';

const BAD_STATE = 0x80042301;
const noProvider = '{00000000-0000-0000-0000-000000000000}';

async function open(options: SimulatorOptions = {}) {
  const host = await openSimulatedDomainController(await handMadeTree(), options);
  const vss = await host.vss();
  return { host, vss, backup: await create(vss) };
}

async function create(vss: VssNative): Promise<IVssBackupComponents> {
  const { pBackup } = await vss.vssapi.CreateVssBackupComponentsInternal();
  if (pBackup === null) throw new Error('no object');
  return pBackup;
}

async function finished(start: Promise<{ hr: number; pAsync: IVssAsync | null }>): Promise<number> {
  const { hr, pAsync } = await start;
  if (pAsync === null) return hr;
  for (;;) {
    const { hrResult } = await pAsync.QueryStatus();
    if (hrResult === 0x00042309) continue;
    await pAsync.Release();
    return hrResult === 0x0004230a ? 0 : (hrResult ?? -1);
  }
}

type Step = (backup: IVssBackupComponents) => Promise<number>;
const steps = {
  initialize: (backup) => backup.InitializeForBackup(null),
  state: (backup) => backup.SetBackupState(true, true, 1, false),
  gather: (backup) => finished(backup.GatherWriterMetadata()),
  addAll: (backup) => addAll(backup),
  start: async (backup) => (await backup.StartSnapshotSet()).hr,
  volume: async (backup) => (await backup.AddToSnapshotSet('C:\\', noProvider)).hr,
  prepare: (backup) => finished(backup.PrepareForBackup()),
  snapshot: (backup) => finished(backup.DoSnapshotSet()),
  complete: (backup) => finished(backup.BackupComplete()),
  abort: (backup) => backup.AbortBackup(),
} satisfies Record<string, Step>;
type StepName = keyof typeof steps;
const wholeBackup: readonly StepName[] = [
  'initialize',
  'state',
  'gather',
  'addAll',
  'start',
  'volume',
  'prepare',
  'snapshot',
  'complete',
];

async function addAll(backup: IVssBackupComponents): Promise<number> {
  const { cWriters } = await backup.GetWriterMetadataCount();
  for (let writer = 0; writer < cWriters; writer++) {
    const { pMetadata, idInstance } = await backup.GetWriterMetadata(writer);
    const { pComponent } = (await pMetadata?.GetComponent(0)) ?? {};
    const { pInfo, info } = (await pComponent?.GetComponentInfo()) ?? {};
    const { idWriter } = (await pMetadata?.GetIdentity()) ?? {};
    if (
      pMetadata === null ||
      pComponent == null ||
      pInfo == null ||
      info === undefined ||
      idWriter === undefined
    ) {
      throw new Error('a writer without a component');
    }
    const hr = await backup.AddComponent(
      idInstance,
      idWriter,
      info.type,
      info.bstrLogicalPath,
      info.bstrComponentName ?? '',
    );
    if (hr !== 0) return hr;
    await pComponent.FreeComponentInfo(pInfo);
    await pComponent.Release();
    await pMetadata.Release();
  }
  return 0;
}

async function run(backup: IVssBackupComponents, names: readonly StepName[]): Promise<void> {
  for (const name of names) expect([name, await steps[name](backup)]).toEqual([name, 0]);
}

describe('the order of the calls of VSS', () => {
  it('lets a whole backup through, and everything can be given back', async () => {
    const { host, backup } = await open();
    await run(backup, wholeBackup);
    await backup.Release();
    expect(host.liveResourceNames()).toEqual([]);
  });

  for (const [index, name] of wholeBackup.entries()) {
    // Without any component a backup is possible, and it is not what this table is about.
    if (name === 'addAll' || name === 'volume' || name === 'complete') continue;
    it(`refuses the rest of a backup without ${name}`, async () => {
      const { backup } = await open();
      await run(backup, wholeBackup.slice(0, index));
      const answers: number[] = [];
      for (const later of wholeBackup.slice(index + 1)) answers.push(await steps[later](backup));
      expect(answers.at(-1)).toBe(BAD_STATE);
    });

    it(`refuses ${name} twice`, async () => {
      const { backup } = await open();
      await run(backup, wholeBackup.slice(0, index + 1));
      if (name === 'state') return;
      expect(await steps[name](backup)).toBe(BAD_STATE);
    });
  }

  it('refuses components once the snapshot set was started', async () => {
    const { backup } = await open();
    await run(backup, ['initialize', 'state', 'gather', 'start']);
    expect(await backup.AddComponent(noProvider, noProvider, 1, null, 'x')).toBe(BAD_STATE);
  });

  it('refuses components without component mode', async () => {
    const { backup } = await open();
    await run(backup, ['initialize', 'gather']);
    await backup.SetBackupState(false, true, 1, false);
    expect(await backup.AddComponent(noProvider, noProvider, 1, null, 'x')).toBe(BAD_STATE);
  });

  it('refuses an abort before the preparation, and anything but the end after it', async () => {
    const { backup } = await open();
    await run(backup, ['initialize', 'state', 'gather', 'start', 'volume']);
    expect(await steps.abort(backup)).toBe(BAD_STATE);
    await run(backup, ['prepare', 'abort']);
    expect(await steps.snapshot(backup)).toBe(BAD_STATE);
    expect(await steps.abort(backup)).toBe(BAD_STATE);
  });

  it('refuses everything while an operation is under way', async () => {
    const { backup } = await open();
    await run(backup, ['initialize', 'state']);
    await backup.GatherWriterMetadata();
    expect((await backup.GetWriterMetadataCount()).hr).toBe(BAD_STATE);
    expect((await backup.StartSnapshotSet()).hr).toBe(BAD_STATE);
  });

  it('takes one creation of a snapshot set at a time', async () => {
    const { backup, vss } = await open();
    const second = await create(vss);
    for (const one of [backup, second]) await run(one, ['initialize', 'state', 'gather']);
    await run(backup, ['start']);
    expect(await steps.start(second)).toBe(0x80042316);
    await backup.Release();
    expect(await steps.start(second)).toBe(0);
  });

  it('refuses volumes that are none, twice, or not local', async () => {
    const { backup } = await open();
    await run(backup, ['initialize', 'state', 'gather', 'start', 'volume']);
    const add = async (name: string) => (await backup.AddToSnapshotSet(name, noProvider)).hr;
    expect(await add('C:')).toBe(0x80042308);
    expect(await add('D:\\')).toBe(0x80042308);
    expect(await add('C:\\')).toBe(0x8004230d);
    expect(await add('\\\\server\\share\\')).toBe(0x8004232d);
  });

  it('lets an operation fail where only its IVssAsync tells', async () => {
    const { host, backup } = await open();
    host.failNext('IVssBackupComponents::DoSnapshotSet', { status: 0x8004231f, asyncOnly: true });
    await run(backup, ['initialize', 'state', 'gather', 'start', 'volume', 'prepare']);
    expect(await steps.snapshot(backup)).toBe(0x8004231f);
    expect(await steps.complete(backup)).toBe(BAD_STATE);
    expect(await steps.abort(backup)).toBe(0);
  });

  it('is loud when an interface is used after its release', async () => {
    const { backup } = await open();
    await backup.Release();
    await expect(backup.InitializeForBackup(null)).rejects.toMatchObject({ code: 'MISUSE' });
    await expect(backup.Release()).rejects.toMatchObject({ code: 'MISUSE' });
  });

  it('is loud when metadata is used after FreeWriterMetadata', async () => {
    const { backup } = await open();
    await run(backup, ['initialize', 'state', 'gather']);
    const { pMetadata } = await backup.GetWriterMetadata(0);
    await backup.FreeWriterMetadata();
    await expect(pMetadata?.GetIdentity()).rejects.toMatchObject({ code: 'MISUSE' });
    expect(await pMetadata?.Release()).toBe(0);
  });
});

describe('what VSS tells', () => {
  async function writerNames(options: SimulatorOptions): Promise<(string | null | undefined)[]> {
    const { backup } = await open(options);
    await run(backup, ['initialize', 'state', 'gather']);
    const { cWriters } = await backup.GetWriterMetadataCount();
    const names = [];
    for (let writer = 0; writer < cWriters; writer++) {
      const { pMetadata } = await backup.GetWriterMetadata(writer);
      names.push((await pMetadata?.GetIdentity())?.bstrWriterName);
    }
    return names;
  }

  it('names FRS on old systems and DFSR on new ones', async () => {
    const always = ['Task Scheduler Writer', 'System Writer', 'Registry Writer', 'NTDS'];
    expect(await writerNames({ windows: '2008' })).toEqual([...always, 'FRS Writer']);
    expect(await writerNames({ windows: '2025' })).toEqual([...always, 'DFS Replication service writer']);
  });

  it('says how a writer failed, in the phase where it did', async () => {
    const { host, backup } = await open();
    host.failWriter('ntds', { phase: 'DoSnapshotSet', state: 9, hr: 0x800423f3 });
    await run(backup, wholeBackup.slice(0, -1));
    await finished(backup.GatherWriterStatus());
    const statuses = [];
    for (let writer = 0; writer < (await backup.GetWriterStatusCount()).cWriters; writer++) {
      const { bstrWriter, nStatus, hResultFailure } = await backup.GetWriterStatus(writer);
      statuses.push([bstrWriter, nStatus, hResultFailure]);
    }
    expect(statuses.slice(2)).toEqual([
      ['Registry Writer', 5, 0],
      ['NTDS', 9, 0x800423f3],
      ['DFS Replication service writer', 5, 0],
    ]);
  });

  it('keeps documents that name what was added and what succeeded', async () => {
    const { backup } = await open();
    await run(backup, wholeBackup.slice(0, -1));
    const { pWriter } = await backup.GetWriterComponents(3);
    const { idInstance, idWriter } = (await pWriter?.GetWriterInfo()) ?? { idInstance: '', idWriter: '' };
    expect(await backup.SetBackupSucceeded(idInstance, idWriter, 1, 'C:_Windows_NTDS', 'ntds', true)).toBe(0);
    const { pComponent } = (await pWriter?.GetComponent(0)) ?? {};
    expect((await pComponent?.GetBackupMetadata())?.bstrData).toMatch(/^[0-9]{18}$/);
    const { bstrXML } = await backup.SaveAsXML();
    expect(bstrXML).toContain('componentName="ntds" componentType="database" backupSucceeded="yes"');
    expect(bstrXML).toContain('backupType="full"');
  });

  it('serves the shadow copy under its device until the object is released', async () => {
    const { backup, vss } = await open();
    await run(backup, ['initialize', 'state', 'gather', 'start']);
    const { idSnapshot } = await backup.AddToSnapshotSet('C:\\', noProvider);
    await run(backup, ['prepare', 'snapshot']);
    const { prop, pProp } = await backup.GetSnapshotProperties(idSnapshot);
    expect(prop?.m_pwszSnapshotDeviceObject).toMatch(
      /^\\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy[0-9]+$/,
    );
    if (pProp !== null) await vss.vssapi.VssFreeSnapshotPropertiesInternal(pProp);
    const path = `${prop?.m_pwszSnapshotDeviceObject}\\windows\\ntds\\NTDS.dit`;
    const file = await vss.files.open(path);
    const buffer = new Uint8Array(400_000);
    expect(await file.read(buffer)).toBe(300_000);
    expect(Buffer.from(buffer.subarray(0, 300_000)).equals(databaseBytes)).toBe(true);
    expect(await file.read(buffer)).toBe(0);
    await file.close();
    await backup.Release();
    await expect(vss.files.open(path)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(vss.files.open('C:\\Windows\\NTDS\\ntds.dit')).rejects.toMatchObject({ code: 'EINVAL' });
  });

  it('has no NTDS writer when the database is gone', async () => {
    const { host, backup } = await open();
    await host.directory.remove('C:\\Windows\\NTDS\\ntds.dit');
    await run(backup, ['initialize', 'state', 'gather']);
    expect((await backup.GetWriterMetadataCount()).cWriters).toBe(4);
  });

  it('knows one volume, C:, and the usual variables', async () => {
    const { vss } = await open();
    expect((await vss.kernel32.ExpandEnvironmentStringsW('%SYSTEMROOT%\\x%nothing%')).dst).toBe(
      'C:\\Windows\\x%nothing%',
    );
    expect(await vss.kernel32.GetVolumePathNameW('C:\\Windows\\NTDS')).toEqual({
      error: 0,
      volumePathName: 'C:\\',
    });
    expect((await vss.kernel32.GetVolumePathNameW('D:\\x')).error).toBe(3);
    expect((await vss.kernel32.GetVolumeNameForVolumeMountPointW('C:\\')).volumeName).toMatch(
      /^\\\\\?\\Volume\{.+\}\\$/,
    );
    expect((await vss.kernel32.GetVolumeNameForVolumeMountPointW('C:')).error).toBe(123);
  });
});
