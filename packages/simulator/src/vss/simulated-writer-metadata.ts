import type { IVssExamineWriterMetadata } from '@dsbackup/vss/native';
import { ComObject } from './com-object.js';
import type { RunningWriter } from './requester-state.js';
import { type FiledescOwner, filedescAt } from './simulated-filedesc.js';
import { type FiledescAnswer, SimulatedWMComponent } from './simulated-wm-component.js';
import { type unsimulatedMetadataCalls, unsimulatedWMComponentCalls } from './unsimulated-calls.js';
import { GUID_NULL, hresult } from './vss-values.js';
import { writerMetadataXml } from './writer-metadata-xml.js';

type Answer<Method extends Exclude<keyof IVssExamineWriterMetadata, 'Release'>> = Awaited<
  ReturnType<IVssExamineWriterMetadata[Method]>
>;

/** One writer's metadata. */
export class SimulatedWriterMetadata
  extends ComObject
  implements Omit<IVssExamineWriterMetadata, keyof typeof unsimulatedMetadataCalls>
{
  readonly #writer: RunningWriter;
  readonly #owner: FiledescOwner;

  /** @param owner whose `requireOwner` throws once FreeWriterMetadata was called */
  constructor(owner: FiledescOwner, writer: RunningWriter) {
    super(owner.machine, 'IVssExamineWriterMetadata', owner.requireOwner);
    this.#owner = owner;
    this.#writer = writer;
  }

  GetIdentity(): Promise<Answer<'GetIdentity'>> {
    const { definition, instanceId } = this.#writer;
    return this.method('IVssExamineWriterMetadata::GetIdentity', '', {
      failed: (hr): Answer<'GetIdentity'> => ({
        hr,
        idInstance: GUID_NULL,
        idWriter: GUID_NULL,
        bstrWriterName: null,
        usage: 0,
        source: 0,
      }),
      body: () => ({
        hr: hresult.S_OK,
        idInstance: instanceId,
        idWriter: definition.writerId,
        bstrWriterName: definition.name,
        usage: definition.usage,
        source: definition.source,
      }),
    });
  }

  GetFileCounts(): Promise<Answer<'GetFileCounts'>> {
    const { excludeFiles, components } = this.#writer.definition;
    return this.method('IVssExamineWriterMetadata::GetFileCounts', '', {
      failed: (hr) => ({ hr, cIncludeFiles: 0, cExcludeFiles: 0, cComponents: 0 }),
      body: () => ({
        hr: hresult.S_OK,
        cIncludeFiles: 0,
        cExcludeFiles: excludeFiles.length,
        cComponents: components.length,
      }),
    });
  }

  GetIncludeFile(iFile: number): Promise<FiledescAnswer> {
    return this.method('IVssExamineWriterMetadata::GetIncludeFile', String(iFile), {
      failed: (hr): FiledescAnswer => ({ hr, pFiledesc: null }),
      body: () => filedescAt(this.#owner, [], iFile),
    });
  }

  GetExcludeFile(iFile: number): Promise<FiledescAnswer> {
    return this.method('IVssExamineWriterMetadata::GetExcludeFile', String(iFile), {
      failed: (hr): FiledescAnswer => ({ hr, pFiledesc: null }),
      body: () => filedescAt(this.#owner, this.#writer.definition.excludeFiles, iFile),
    });
  }

  GetComponent(iComponent: number): Promise<Answer<'GetComponent'>> {
    const failed = (hr: number): Answer<'GetComponent'> => ({ hr, pComponent: null });
    return this.method('IVssExamineWriterMetadata::GetComponent', String(iComponent), {
      failed,
      body: () => {
        const component = this.#writer.definition.components[iComponent];
        if (component === undefined) return failed(hresult.E_INVALIDARG);
        const { machine, requireOwner } = this.#owner;
        const simulated = new SimulatedWMComponent(machine, component, requireOwner);
        return {
          hr: hresult.S_OK,
          pComponent: Object.assign(simulated, unsimulatedWMComponentCalls),
        };
      },
    });
  }

  SaveAsXML(): Promise<Answer<'SaveAsXML'>> {
    return this.method('IVssExamineWriterMetadata::SaveAsXML', '', {
      failed: (hr): Answer<'SaveAsXML'> => ({ hr, bstrXML: null }),
      body: () => ({ hr: hresult.S_OK, bstrXML: writerMetadataXml(this.#writer) }),
    });
  }
}
