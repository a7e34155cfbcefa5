import type { DriverControl } from '@dsbackup/session';
import type { HRESULT } from '../native/hresult.js';
import type { IVssWMComponent, VSS_COMPONENTINFO } from '../native/ivss-wm-component.js';
import type { IVssWMFiledesc } from '../native/ivss-wm-filedesc.js';
import { releaseAfter } from '../requester/release-after.js';
import { unstoppably, vssCall, written } from '../requester/vss-call.js';
import { readFileSpec } from './read-file-spec.js';
import type { FileSpec, WriterComponent } from './writer-metadata.js';

/** Reads one component with all its file specs. The caller keeps the interface. */
export async function readComponent(
  control: DriverControl,
  component: IVssWMComponent,
): Promise<WriterComponent> {
  const info = await readInfo(control, component);
  const name = written(info.bstrComponentName, 'IVssWMComponent::GetComponentInfo');
  const specs = (call: string, count: number, get: GetFiledesc) =>
    readFileSpecs(control, { call: `IVssWMComponent::${call}`, subject: name, count }, get);
  return {
    type: info.type,
    // Absent and empty mean the same: the component is at the top.
    logicalPath: info.bstrLogicalPath || null,
    name,
    caption: info.bstrCaption || null,
    selectable: info.bSelectable,
    selectableForRestore: info.bSelectableForRestore,
    restoreMetadata: info.bRestoreMetadata,
    notifyOnBackupComplete: info.bNotifyOnBackupComplete,
    flags: info.dwComponentFlags,
    dependencies: info.cDependencies,
    databases: await specs('GetDatabaseFile', info.cDatabases, (index) => component.GetDatabaseFile(index)),
    logs: await specs('GetDatabaseLogFile', info.cLogFiles, (index) => component.GetDatabaseLogFile(index)),
    files: await specs('GetFile', info.cFileCount, (index) => component.GetFile(index)),
  };
}

type GetFiledesc = (index: number) => Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;

async function readInfo(control: DriverControl, component: IVssWMComponent): Promise<VSS_COMPONENTINFO> {
  const call = 'IVssWMComponent::GetComponentInfo';
  const { pInfo, info } = await vssCall(control, { call }, () => component.GetComponentInfo());
  const pointer = written(pInfo, call);
  await vssCall(unstoppably(control), { call: 'IVssWMComponent::FreeComponentInfo' }, () =>
    component.FreeComponentInfo(pointer),
  );
  return written(info, call);
}

/** Reads the specs behind a counted getter, in Windows' order. */
export async function readFileSpecs(
  control: DriverControl,
  list: { readonly call: string; readonly subject: string; readonly count: number },
  get: GetFiledesc,
): Promise<FileSpec[]> {
  const specs: FileSpec[] = [];
  for (let index = 0; index < list.count; index++) {
    const { pFiledesc } = await vssCall(control, list, () => get(index));
    specs.push(
      await releaseAfter(written(pFiledesc, list.call), (filedesc) => readFileSpec(control, filedesc)),
    );
  }
  return specs;
}
