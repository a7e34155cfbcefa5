import type { HRESULT, IVssBackupComponents, VSS_ID } from '@dsbackup/vss/native';
import { SimulatorError } from '../simulator-error.js';
import { backupComponentsXml, writersWithComponents } from './backup-components-xml.js';
import { type AsyncAnswer, RequesterObject } from './requester-object.js';
import { complete, gatherMetadata, prepare } from './requester-operations.js';
import type { ChosenComponent, RunningWriter } from './requester-state.js';
import { SimulatedWriterComponents } from './simulated-writer-components.js';
import { SimulatedWriterMetadata } from './simulated-writer-metadata.js';
import { unsimulatedMetadataCalls } from './unsimulated-calls.js';
import { GUID_NULL, hresult } from './vss-values.js';
import type { ComponentDefinition } from './writers/writer-definition.js';

type Answer<Method extends Exclude<keyof IVssBackupComponents, 'Release'>> = Awaited<
  ReturnType<IVssBackupComponents[Method]>
>;

/** The methods of IVssBackupComponents that have to do with writers and their components. */
export abstract class RequesterWriters extends RequesterObject {
  GatherWriterMetadata(): Promise<AsyncAnswer> {
    return this.operation('GatherWriterMetadata', { run: () => gatherMetadata(this.service, this.state) });
  }

  GetWriterMetadataCount(): Promise<Answer<'GetWriterMetadataCount'>> {
    return this.ordered('GetWriterMetadataCount', '', {
      failed: (hr) => ({ hr, cWriters: 0 }),
      body: () => ({ hr: hresult.S_OK, cWriters: this.state.writers.length }),
    });
  }

  GetWriterMetadata(iWriter: number): Promise<Answer<'GetWriterMetadata'>> {
    const failed = (hr: HRESULT): Answer<'GetWriterMetadata'> => ({
      hr,
      idInstance: GUID_NULL,
      pMetadata: null,
    });
    return this.ordered('GetWriterMetadata', String(iWriter), {
      failed,
      body: () => {
        const writer = this.state.writers[iWriter];
        if (writer === undefined) return failed(hresult.E_INVALIDARG);
        const owner = { machine: this.machine, requireOwner: (call: string) => this.#requireMetadata(call) };
        const metadata = new SimulatedWriterMetadata(owner, writer);
        const pMetadata = Object.assign(metadata, unsimulatedMetadataCalls);
        return { hr: hresult.S_OK, idInstance: writer.instanceId, pMetadata };
      },
    });
  }

  FreeWriterMetadata(): Promise<HRESULT> {
    return this.orderedStatus('FreeWriterMetadata', '', () => {
      this.state.metadata = 'freed';
      return hresult.S_OK;
    });
  }

  AddComponent(
    ...[instanceId, writerId, ct, wszLogicalPath, wszComponentName]: Parameters<
      IVssBackupComponents['AddComponent']
    >
  ): Promise<HRESULT> {
    return this.orderedStatus('AddComponent', `${wszLogicalPath ?? ''}\\${wszComponentName}`, () => {
      const writer = this.#writer(instanceId, writerId);
      const component = writer?.definition.components.find((candidate) =>
        isNamed(candidate, { ct, logicalPath: wszLogicalPath, name: wszComponentName }),
      );
      if (writer === undefined || component === undefined) return hresult.VSS_E_OBJECT_NOT_FOUND;
      const isKnown = this.state.chosen.some((chosen) => chosen.component === component);
      if (isKnown) return hresult.VSS_E_OBJECT_ALREADY_EXISTS;
      this.state.chosen.push({ writer, component, succeeded: undefined, backupMetadata: undefined });
      return hresult.S_OK;
    });
  }

  PrepareForBackup(): Promise<AsyncAnswer> {
    const spoil = () => {
      this.state.preparation = 'failed';
    };
    return this.operation('PrepareForBackup', { run: () => prepare(this.service, this.state), spoil });
  }

  GatherWriterStatus(): Promise<AsyncAnswer> {
    const run = async () => {
      this.state.hasStatus = true;
      return hresult.S_OK;
    };
    return this.operation('GatherWriterStatus', { run });
  }

  GetWriterStatusCount(): Promise<Answer<'GetWriterStatusCount'>> {
    return this.ordered('GetWriterStatusCount', '', {
      failed: (hr) => ({ hr, cWriters: 0 }),
      body: () => ({ hr: hresult.S_OK, cWriters: this.state.writers.length }),
    });
  }

  GetWriterStatus(iWriter: number): Promise<Answer<'GetWriterStatus'>> {
    const failed = (hr: HRESULT): Answer<'GetWriterStatus'> => ({
      hr,
      idInstance: GUID_NULL,
      idWriter: GUID_NULL,
      bstrWriter: null,
      nStatus: 0,
      hResultFailure: hresult.S_OK,
    });
    return this.ordered('GetWriterStatus', String(iWriter), {
      failed,
      body: () => {
        const writer = this.state.writers[iWriter];
        return writer === undefined ? failed(hresult.E_INVALIDARG) : statusOf(writer);
      },
    });
  }

  FreeWriterStatus(): Promise<HRESULT> {
    return this.orderedStatus('FreeWriterStatus', '', () => {
      this.state.hasStatus = false;
      return hresult.S_OK;
    });
  }

  GetWriterComponentsCount(): Promise<Answer<'GetWriterComponentsCount'>> {
    return this.ordered('GetWriterComponentsCount', '', {
      failed: (hr) => ({ hr, cComponents: 0 }),
      body: () => ({ hr: hresult.S_OK, cComponents: writersWithComponents(this.state).length }),
    });
  }

  GetWriterComponents(iWriter: number): Promise<Answer<'GetWriterComponents'>> {
    const failed = (hr: HRESULT): Answer<'GetWriterComponents'> => ({ hr, pWriter: null });
    return this.ordered('GetWriterComponents', String(iWriter), {
      failed,
      body: () => {
        const writer = writersWithComponents(this.state)[iWriter];
        if (writer === undefined) return failed(hresult.E_INVALIDARG);
        const chosen = this.state.chosen.filter((candidate) => candidate.writer === writer);
        return { hr: hresult.S_OK, pWriter: new SimulatedWriterComponents(this.machine, writer, chosen) };
      },
    });
  }

  SetBackupSucceeded(
    ...[instanceId, writerId, ct, wszLogicalPath, wszComponentName, bSucceded]: Parameters<
      IVssBackupComponents['SetBackupSucceeded']
    >
  ): Promise<HRESULT> {
    const args = `${wszLogicalPath ?? ''}\\${wszComponentName}, ${bSucceded}`;
    return this.orderedStatus('SetBackupSucceeded', args, () => {
      const named = { ct, logicalPath: wszLogicalPath, name: wszComponentName };
      const chosen = this.#chosen(this.#writer(instanceId, writerId), named);
      if (chosen === undefined) return hresult.VSS_E_OBJECT_NOT_FOUND;
      chosen.succeeded = bSucceded;
      return hresult.S_OK;
    });
  }

  BackupComplete(): Promise<AsyncAnswer> {
    return this.operation('BackupComplete', { run: () => complete(this.service, this.state) });
  }

  SaveAsXML(): Promise<Answer<'SaveAsXML'>> {
    return this.ordered('SaveAsXML', '', {
      failed: (hr): Answer<'SaveAsXML'> => ({ hr, bstrXML: null }),
      body: () => ({ hr: hresult.S_OK, bstrXML: backupComponentsXml(this.state) }),
    });
  }

  #writer(instanceId: VSS_ID, writerId: VSS_ID): RunningWriter | undefined {
    return this.state.writers.find(
      (writer) =>
        writer.instanceId.toLowerCase() === instanceId.toLowerCase() &&
        writer.definition.writerId.toLowerCase() === writerId.toLowerCase(),
    );
  }

  #chosen(writer: RunningWriter | undefined, named: ComponentName): ChosenComponent | undefined {
    return this.state.chosen.find((chosen) => chosen.writer === writer && isNamed(chosen.component, named));
  }

  #requireMetadata(call: string): void {
    if (this.state.metadata === 'gathered') return;
    throw new SimulatorError(
      'MISUSE',
      `${call} was called after FreeWriterMetadata, which ends what it stands on.`,
    );
  }
}

interface ComponentName {
  readonly ct: number;
  readonly logicalPath: string | null;
  readonly name: string;
}

/** A component without a logical path may be named with none or with an empty one. */
function isNamed(component: ComponentDefinition, { ct, logicalPath, name }: ComponentName): boolean {
  return (
    component.type === ct &&
    component.name.toLowerCase() === name.toLowerCase() &&
    (component.logicalPath ?? '').toLowerCase() === (logicalPath ?? '').toLowerCase()
  );
}

function statusOf({ definition, instanceId, state, hrFailure }: RunningWriter): Answer<'GetWriterStatus'> {
  return {
    hr: hresult.S_OK,
    idInstance: instanceId,
    idWriter: definition.writerId,
    bstrWriter: definition.name,
    nStatus: state,
    hResultFailure: hrFailure,
  };
}
