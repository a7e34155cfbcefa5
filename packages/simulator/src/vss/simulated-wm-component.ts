import type {
  ComponentInfoPointer,
  HRESULT,
  IVssWMComponent,
  IVssWMFiledesc,
  VSS_COMPONENTINFO,
} from '@dsbackup/vss/native';
import type { StatusCall } from '../machine/failure-plan.js';
import type { SimulatedMachine } from '../machine/simulated-machine.js';
import { ComObject } from './com-object.js';
import { filedescAt } from './simulated-filedesc.js';
import type { unsimulatedWMComponentCalls } from './unsimulated-calls.js';
import { hresult } from './vss-values.js';
import type { ComponentDefinition, FileSpec } from './writers/writer-definition.js';

const memory = 'VSS_COMPONENTINFO';

/** What a component's methods answer of a file specification. */
export type FiledescAnswer = { hr: HRESULT; pFiledesc: IVssWMFiledesc | null };

/** A component as its writer describes it. */
export class SimulatedWMComponent
  extends ComObject
  implements Omit<IVssWMComponent, keyof typeof unsimulatedWMComponentCalls>
{
  readonly #component: ComponentDefinition;
  readonly #requireOwner: (call: string) => void;

  constructor(
    machine: SimulatedMachine,
    component: ComponentDefinition,
    requireOwner: (call: string) => void,
  ) {
    super(machine, 'IVssWMComponent', requireOwner);
    this.#component = component;
    this.#requireOwner = requireOwner;
  }

  GetComponentInfo(): ReturnType<IVssWMComponent['GetComponentInfo']> {
    return this.method('IVssWMComponent::GetComponentInfo', '', {
      failed: (hr): Awaited<ReturnType<IVssWMComponent['GetComponentInfo']>> => ({
        hr,
        pInfo: null,
        info: undefined,
      }),
      body: () => {
        const pInfo = this.machine.resources.take(memory) as ComponentInfoPointer;
        return { hr: hresult.S_OK, pInfo, info: infoOf(this.#component) };
      },
    });
  }

  FreeComponentInfo(pInfo: ComponentInfoPointer): Promise<HRESULT> {
    const call = 'IVssWMComponent::FreeComponentInfo';
    return this.statusMethod(call, '', () => {
      this.machine.resources.giveBack(pInfo, memory, call);
      return hresult.S_OK;
    });
  }

  GetFile(iFile: number): Promise<FiledescAnswer> {
    return this.#file('IVssWMComponent::GetFile', this.#component.files, iFile);
  }

  GetDatabaseFile(iDBFile: number): Promise<FiledescAnswer> {
    return this.#file('IVssWMComponent::GetDatabaseFile', this.#component.databaseFiles, iDBFile);
  }

  GetDatabaseLogFile(iDbLogFile: number): Promise<FiledescAnswer> {
    return this.#file('IVssWMComponent::GetDatabaseLogFile', this.#component.logFiles, iDbLogFile);
  }

  #file(call: StatusCall, specs: readonly FileSpec[], index: number): Promise<FiledescAnswer> {
    return this.method(call, String(index), {
      failed: (hr): FiledescAnswer => ({ hr, pFiledesc: null }),
      body: () => filedescAt({ machine: this.machine, requireOwner: this.#requireOwner }, specs, index),
    });
  }
}

function infoOf(component: ComponentDefinition): VSS_COMPONENTINFO {
  return {
    type: component.type,
    bstrLogicalPath: component.logicalPath,
    bstrComponentName: component.name,
    bstrCaption: component.caption === '' ? null : component.caption,
    pbIcon: null,
    bRestoreMetadata: false,
    bNotifyOnBackupComplete: component.notifyOnBackupComplete,
    bSelectable: component.selectable,
    bSelectableForRestore: component.selectable,
    dwComponentFlags: component.flags,
    cFileCount: component.files.length,
    cDatabases: component.databaseFiles.length,
    cLogFiles: component.logFiles.length,
    cDependencies: 0,
  };
}
