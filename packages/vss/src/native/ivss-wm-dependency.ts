import type { HRESULT, VSS_ID } from './hresult.js';
import type { IUnknown } from './iunknown.js';

/** A component of another writer that a component can't do without. */
export interface IVssWMDependency extends IUnknown {
  GetWriterId(): Promise<{ hr: HRESULT; writerId: VSS_ID }>;
  GetLogicalPath(): Promise<{ hr: HRESULT; bstrLogicalPath: string | null }>;
  GetComponentName(): Promise<{ hr: HRESULT; bstrComponentName: string | null }>;
}
