import type { HRESULT, VSS_ID } from './hresult.js';
import type { IUnknown } from './iunknown.js';
import type { IVssWMComponent } from './ivss-wm-component.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';

/** One writer's metadata. Dead after `FreeWriterMetadata` of the object it came from. */
export interface IVssExamineWriterMetadata extends IUnknown {
  GetIdentity(): Promise<{
    hr: HRESULT;
    idInstance: VSS_ID;
    idWriter: VSS_ID;
    bstrWriterName: string | null;
    usage: number;
    source: number;
  }>;
  GetFileCounts(): Promise<{
    hr: HRESULT;
    cIncludeFiles: number;
    cExcludeFiles: number;
    cComponents: number;
  }>;
  GetIncludeFile(iFile: number): Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;
  GetExcludeFile(iFile: number): Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;
  GetComponent(iComponent: number): Promise<{ hr: HRESULT; pComponent: IVssWMComponent | null }>;
  SaveAsXML(): Promise<{ hr: HRESULT; bstrXML: string | null }>;
}
