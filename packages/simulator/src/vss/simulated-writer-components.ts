import type { IVssComponent, IVssWriterComponentsExt } from '@dsbackup/vss/native';
import type { SimulatedMachine } from '../machine/simulated-machine.js';
import { ComObject } from './com-object.js';
import type { ChosenComponent, RunningWriter } from './requester-state.js';
import { unsimulatedComponentCalls } from './unsimulated-calls.js';
import { GUID_NULL, hresult } from './vss-values.js';

type Answer<Method extends Exclude<keyof IVssWriterComponentsExt, 'Release'>> = Awaited<
  ReturnType<IVssWriterComponentsExt[Method]>
>;
type ComponentAnswer<Method extends Exclude<keyof IVssComponent, 'Release'>> = Awaited<
  ReturnType<IVssComponent[Method]>
>;

/** The added components of one writer. */
export class SimulatedWriterComponents extends ComObject implements IVssWriterComponentsExt {
  readonly #writer: RunningWriter;
  readonly #chosen: readonly ChosenComponent[];

  constructor(machine: SimulatedMachine, writer: RunningWriter, chosen: readonly ChosenComponent[]) {
    super(machine, 'IVssWriterComponentsExt');
    this.#writer = writer;
    this.#chosen = chosen;
  }

  GetComponentCount(): Promise<Answer<'GetComponentCount'>> {
    return this.method('IVssWriterComponentsExt::GetComponentCount', '', {
      failed: (hr) => ({ hr, cComponents: 0 }),
      body: () => ({ hr: hresult.S_OK, cComponents: this.#chosen.length }),
    });
  }

  GetWriterInfo(): Promise<Answer<'GetWriterInfo'>> {
    const { instanceId, definition } = this.#writer;
    return this.method('IVssWriterComponentsExt::GetWriterInfo', '', {
      failed: (hr) => ({ hr, idInstance: GUID_NULL, idWriter: GUID_NULL }),
      body: () => ({ hr: hresult.S_OK, idInstance: instanceId, idWriter: definition.writerId }),
    });
  }

  GetComponent(iComponent: number): Promise<Answer<'GetComponent'>> {
    const failed = (hr: number): Answer<'GetComponent'> => ({ hr, pComponent: null });
    return this.method('IVssWriterComponentsExt::GetComponent', String(iComponent), {
      failed,
      body: () => {
        const chosen = this.#chosen[iComponent];
        if (chosen === undefined) return failed(hresult.E_INVALIDARG);
        const component = new SimulatedComponent(this.machine, chosen);
        return { hr: hresult.S_OK, pComponent: Object.assign(component, unsimulatedComponentCalls) };
      },
    });
  }
}

/** An added component. */
class SimulatedComponent
  extends ComObject
  implements Omit<IVssComponent, keyof typeof unsimulatedComponentCalls>
{
  readonly #chosen: ChosenComponent;

  constructor(machine: SimulatedMachine, chosen: ChosenComponent) {
    super(machine, 'IVssComponent');
    this.#chosen = chosen;
  }

  GetLogicalPath(): Promise<ComponentAnswer<'GetLogicalPath'>> {
    return this.method('IVssComponent::GetLogicalPath', '', {
      failed: (hr): ComponentAnswer<'GetLogicalPath'> => ({ hr, bstrPath: null }),
      body: () => ({ hr: hresult.S_OK, bstrPath: this.#chosen.component.logicalPath }),
    });
  }

  GetComponentType(): Promise<ComponentAnswer<'GetComponentType'>> {
    return this.method('IVssComponent::GetComponentType', '', {
      failed: (hr) => ({ hr, ct: 0 }),
      body: () => ({ hr: hresult.S_OK, ct: this.#chosen.component.type }),
    });
  }

  GetComponentName(): Promise<ComponentAnswer<'GetComponentName'>> {
    return this.method('IVssComponent::GetComponentName', '', {
      failed: (hr): ComponentAnswer<'GetComponentName'> => ({ hr, bstrName: null }),
      body: () => ({ hr: hresult.S_OK, bstrName: this.#chosen.component.name }),
    });
  }

  GetBackupMetadata(): Promise<ComponentAnswer<'GetBackupMetadata'>> {
    return this.method('IVssComponent::GetBackupMetadata', '', {
      failed: (hr): ComponentAnswer<'GetBackupMetadata'> => ({ hr, bstrData: null }),
      body: () => ({ hr: hresult.S_OK, bstrData: this.#chosen.backupMetadata ?? null }),
    });
  }
}
