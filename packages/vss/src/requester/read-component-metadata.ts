import type { DriverControl } from '@dsbackup/session';
import type { VSS_ID } from '../native/hresult.js';
import type { IVssBackupComponents } from '../native/ivss-backup-components.js';
import type { IVssComponent } from '../native/ivss-component.js';
import type { IVssWriterComponentsExt } from '../native/ivss-writer-components-ext.js';
import { releaseAfter } from './release-after.js';
import { isFailure, quietly, vssCall, written } from './vss-call.js';

/** What a writer wants kept with one of its components: NTDS keeps there when the backup expires. */
export interface ComponentMetadata {
  readonly instanceId: VSS_ID;
  readonly writerId: VSS_ID;
  readonly logicalPath: string | null;
  readonly name: string;
  /** The writer's own text, untouched; its format is the writer's business. Null where it kept none. */
  readonly metadata: string | null;
}

const notFound = 0x80042308;

/** Reads the components that take part, after the shadow copy exists and the writers had their PostSnapshot. */
export async function readComponentMetadata(
  control: DriverControl,
  backup: IVssBackupComponents,
): Promise<ComponentMetadata[]> {
  const { cComponents } = await vssCall(
    control,
    { call: 'IVssBackupComponents::GetWriterComponentsCount' },
    () => backup.GetWriterComponentsCount(),
  );
  const found: ComponentMetadata[] = [];
  for (let index = 0; index < cComponents; index++) {
    const call = 'IVssBackupComponents::GetWriterComponents';
    const { pWriter } = await vssCall(control, { call, subject: `writer ${index}` }, () =>
      backup.GetWriterComponents(index),
    );
    const components = await releaseAfter(written(pWriter, call), (writer) =>
      readWriterComponents(quietly(control), writer),
    );
    found.push(...components);
  }
  return found;
}

async function readWriterComponents(
  control: DriverControl,
  writer: IVssWriterComponentsExt,
): Promise<ComponentMetadata[]> {
  const { idInstance, idWriter } = await vssCall(
    control,
    { call: 'IVssWriterComponentsExt::GetWriterInfo' },
    () => writer.GetWriterInfo(),
  );
  const identity = { instanceId: idInstance.toLowerCase(), writerId: idWriter.toLowerCase() };
  const { cComponents } = await vssCall(control, { call: 'IVssWriterComponentsExt::GetComponentCount' }, () =>
    writer.GetComponentCount(),
  );
  const components: ComponentMetadata[] = [];
  for (let index = 0; index < cComponents; index++) {
    const call = 'IVssWriterComponentsExt::GetComponent';
    const { pComponent } = await vssCall(control, { call }, () => writer.GetComponent(index));
    const read = await releaseAfter(written(pComponent, call), (component) =>
      readComponent(control, component),
    );
    components.push({ ...identity, ...read });
  }
  return components;
}

async function readComponent(
  control: DriverControl,
  component: IVssComponent,
): Promise<Omit<ComponentMetadata, 'instanceId' | 'writerId'>> {
  const { bstrPath } = await vssCall(control, { call: 'IVssComponent::GetLogicalPath' }, () =>
    component.GetLogicalPath(),
  );
  const { bstrName } = await vssCall(control, { call: 'IVssComponent::GetComponentName' }, () =>
    component.GetComponentName(),
  );
  const call = 'IVssComponent::GetBackupMetadata';
  const name = written(bstrName, 'IVssComponent::GetComponentName');
  const { bstrData } = await vssCall(control, { call, subject: name }, async () => {
    const answer = await component.GetBackupMetadata();
    // Whether "none kept" is S_FALSE with nothing written or VSS_E_OBJECT_NOT_FOUND is not documented: both are
    // taken.
    const isAbsent = isFailure(answer.hr) && answer.hr >>> 0 === notFound;
    return isAbsent ? { hr: 1, bstrData: null } : answer;
  });
  return { logicalPath: bstrPath || null, name, metadata: bstrData || null };
}
