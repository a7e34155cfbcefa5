import type { HRESULT } from './hresult.js';
import type { IUnknown } from './iunknown.js';
import type { IVssWMDependency } from './ivss-wm-dependency.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';

/** `VSS_COMPONENTINFO`, copied out. Strings are null where the writer gave none. */
export interface VSS_COMPONENTINFO {
  readonly type: number;
  readonly bstrLogicalPath: string | null;
  readonly bstrComponentName: string | null;
  readonly bstrCaption: string | null;
  /** The `cbIcon` bytes of the component's icon. */
  readonly pbIcon: Uint8Array | null;
  readonly bRestoreMetadata: boolean;
  readonly bNotifyOnBackupComplete: boolean;
  readonly bSelectable: boolean;
  readonly bSelectableForRestore: boolean;
  readonly dwComponentFlags: number;
  readonly cFileCount: number;
  readonly cDatabases: number;
  readonly cLogFiles: number;
  readonly cDependencies: number;
}

/** The native memory behind a `VSS_COMPONENTINFO`. Give it to `FreeComponentInfo` exactly once. */
export type ComponentInfoPointer = bigint & { readonly __handle: 'VSS_COMPONENTINFO' };

/** A component as its writer describes it. */
export interface IVssWMComponent extends IUnknown {
  GetComponentInfo(): Promise<{
    hr: HRESULT;
    pInfo: ComponentInfoPointer | null;
    info: VSS_COMPONENTINFO | undefined;
  }>;
  FreeComponentInfo(pInfo: ComponentInfoPointer): Promise<HRESULT>;
  GetFile(iFile: number): Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;
  GetDatabaseFile(iDBFile: number): Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;
  GetDatabaseLogFile(iDbLogFile: number): Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;
  GetDependency(iDependency: number): Promise<{ hr: HRESULT; pDependency: IVssWMDependency | null }>;
}
