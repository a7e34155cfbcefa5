import type { HRESULT } from './hresult.js';
import type { IUnknown } from './iunknown.js';
import type { NewerComponents } from './ivss-component-ex.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';

/** A component that takes part in this backup or restore, as a requester reads it. Its setters are a writer's. */
export interface IVssComponent extends IUnknown {
  /** The same component as a newer Windows knows it, to be released on its own; `undefined` where it is not known. */
  QueryInterface<N extends keyof NewerComponents>(name: N): Promise<NewerComponents[N] | undefined>;
  GetLogicalPath(): Promise<{ hr: HRESULT; bstrPath: string | null }>;
  GetComponentType(): Promise<{ hr: HRESULT; ct: number }>;
  GetComponentName(): Promise<{ hr: HRESULT; bstrName: string | null }>;
  GetBackupSucceeded(): Promise<{ hr: HRESULT; bSucceeded: boolean }>;
  GetAlternateLocationMappingCount(): Promise<{ hr: HRESULT; cMappings: number }>;
  GetAlternateLocationMapping(iMapping: number): Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;
  /** What the writer wants kept with the backup. NTDS keeps its expiration time here (fact sheet 6.1). */
  GetBackupMetadata(): Promise<{ hr: HRESULT; bstrData: string | null }>;
  GetPartialFileCount(): Promise<{ hr: HRESULT; cPartialFiles: number }>;
  GetPartialFile(iPartialFile: number): Promise<{
    hr: HRESULT;
    bstrPath: string | null;
    bstrFilename: string | null;
    bstrRange: string | null;
    bstrMetadata: string | null;
  }>;
  IsSelectedForRestore(): Promise<{ hr: HRESULT; bSelectedForRestore: boolean }>;
  GetAdditionalRestores(): Promise<{ hr: HRESULT; bAdditionalRestores: boolean }>;
  GetNewTargetCount(): Promise<{ hr: HRESULT; cNewTarget: number }>;
  GetNewTarget(iNewTarget: number): Promise<{ hr: HRESULT; pFiledesc: IVssWMFiledesc | null }>;
  GetDirectedTargetCount(): Promise<{ hr: HRESULT; cDirectedTarget: number }>;
  GetDirectedTarget(iDirectedTarget: number): Promise<{
    hr: HRESULT;
    bstrSourcePath: string | null;
    bstrSourceFileName: string | null;
    bstrSourceRangeList: string | null;
    bstrDestinationPath: string | null;
    bstrDestinationFilename: string | null;
    bstrDestinationRangeList: string | null;
  }>;
  GetRestoreMetadata(): Promise<{ hr: HRESULT; bstrRestoreMetadata: string | null }>;
  /** `target` is a `VSS_RT_*`. */
  GetRestoreTarget(): Promise<{ hr: HRESULT; target: number }>;
  GetPreRestoreFailureMsg(): Promise<{ hr: HRESULT; bstrPreRestoreFailureMsg: string | null }>;
  GetPostRestoreFailureMsg(): Promise<{ hr: HRESULT; bstrPostRestoreFailureMsg: string | null }>;
  GetBackupStamp(): Promise<{ hr: HRESULT; bstrBackupStamp: string | null }>;
  GetPreviousBackupStamp(): Promise<{ hr: HRESULT; bstrBackupStamp: string | null }>;
  GetBackupOptions(): Promise<{ hr: HRESULT; bstrBackupOptions: string | null }>;
  GetRestoreOptions(): Promise<{ hr: HRESULT; bstrRestoreOptions: string | null }>;
  GetRestoreSubcomponentCount(): Promise<{ hr: HRESULT; cRestoreSubcomponent: number }>;
  GetRestoreSubcomponent(iComponent: number): Promise<{
    hr: HRESULT;
    bstrLogicalPath: string | null;
    bstrComponentName: string | null;
    bRepair: boolean;
  }>;
  /** `status` is a `VSS_RS_*`. */
  GetFileRestoreStatus(): Promise<{ hr: HRESULT; status: number }>;
  GetDifferencedFilesCount(): Promise<{ hr: HRESULT; cDifferencedFiles: number }>;
  GetDifferencedFile(iDifferencedFile: number): Promise<{
    hr: HRESULT;
    bstrPath: string | null;
    bstrFilespec: string | null;
    bRecursive: boolean;
    bstrLsnString: string | null;
    /** 100-nanosecond intervals since 1601. */
    ftLastModifyTime: bigint;
  }>;
}
