import type { HRESULT } from './hresult.js';
import type { IUnknown } from './iunknown.js';

/** A component that takes part in this backup. */
export interface IVssComponent extends IUnknown {
  GetLogicalPath(): Promise<{ hr: HRESULT; bstrPath: string | null }>;
  GetComponentType(): Promise<{ hr: HRESULT; ct: number }>;
  GetComponentName(): Promise<{ hr: HRESULT; bstrName: string | null }>;
  /** What the writer wants kept with the backup. NTDS keeps its expiration time here (fact sheet 6.1). */
  GetBackupMetadata(): Promise<{ hr: HRESULT; bstrData: string | null }>;
}
