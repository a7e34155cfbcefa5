import type { HRESULT, VSS_ID } from './hresult.js';
import type { IUnknown } from './iunknown.js';
import type { NewerWriterMetadata } from './ivss-examine-writer-metadata-ex.js';
import type { IVssWMComponent } from './ivss-wm-component.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';

/**
 * One writer's metadata. That of `GetWriterMetadata` is dead after `FreeWriterMetadata` of the object it came from;
 * that of `CreateVssExamineWriterMetadataInternal` lives until its Release.
 */
export interface IVssExamineWriterMetadata extends IUnknown {
  /** The same metadata as a newer Windows knows it, to be released on its own; `undefined` where it is not known. */
  QueryInterface<N extends keyof NewerWriterMetadata>(name: N): Promise<NewerWriterMetadata[N] | undefined>;
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
  /** `method` is a `VSS_RME_*`, `writerRestore` a `VSS_WRE_*`. */
  GetRestoreMethod(): Promise<{
    hr: HRESULT;
    method: number;
    bstrService: string | null;
    bstrUserProcedure: string | null;
    writerRestore: number;
    bRebootRequired: boolean;
    cMappings: number;
  }>;
  GetAlternateLocationMapping(iMapping: number): Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;
  /** `dwSchemaMask` holds `VSS_BS_*`. */
  GetBackupSchema(): Promise<{ hr: HRESULT; dwSchemaMask: number }>;
  /**
   * MSXML's document, to be released and no more: this binding has nothing of IXMLDOMDocument. `SaveAsXML` gives the
   * same without MSXML, which has failed on very large documents (fact sheet 2.4).
   */
  GetDocument(): Promise<{ hr: HRESULT; pDoc: IUnknown | null }>;
  SaveAsXML(): Promise<{ hr: HRESULT; bstrXML: string | null }>;
  LoadFromXML(bstrXML: string): Promise<HRESULT>;
}
