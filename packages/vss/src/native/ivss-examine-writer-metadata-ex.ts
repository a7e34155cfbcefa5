import type { HRESULT, VSS_ID } from './hresult.js';
import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';

/** What `IVssExamineWriterMetadataEx` adds. */
export interface IVssExamineWriterMetadataEx extends IVssExamineWriterMetadata {
  /** `GetIdentity`, and the name by which one of several instances of a writer is known. */
  GetIdentityEx(): Promise<{
    hr: HRESULT;
    idInstance: VSS_ID;
    idWriter: VSS_ID;
    bstrWriterName: string | null;
    bstrInstanceName: string | null;
    usage: number;
    source: number;
  }>;
}

/** What `IVssExamineWriterMetadataEx2` adds. */
export interface IVssExamineWriterMetadataEx2 extends IVssExamineWriterMetadataEx {
  GetVersion(): Promise<{ hr: HRESULT; dwMajorVersion: number; dwMinorVersion: number }>;
  GetExcludeFromSnapshotCount(): Promise<{ hr: HRESULT; cExcludedFromSnapshot: number }>;
  GetExcludeFromSnapshotFile(iFile: number): Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;
}

/** The newer interfaces of an `IVssExamineWriterMetadata`, by name. */
export interface NewerWriterMetadata {
  IVssExamineWriterMetadataEx: IVssExamineWriterMetadataEx;
  IVssExamineWriterMetadataEx2: IVssExamineWriterMetadataEx2;
}
