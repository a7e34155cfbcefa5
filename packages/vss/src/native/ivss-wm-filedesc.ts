import type { HRESULT } from './hresult.js';
import type { IUnknown } from './iunknown.js';

/** A set of files as a writer describes it: a folder, a wildcard, and whether subfolders count. */
export interface IVssWMFiledesc extends IUnknown {
  GetPath(): Promise<{ hr: HRESULT; bstrPath: string | null }>;
  GetFilespec(): Promise<{ hr: HRESULT; bstrFilespec: string | null }>;
  GetRecursive(): Promise<{ hr: HRESULT; bRecursive: boolean }>;
  GetAlternateLocation(): Promise<{ hr: HRESULT; bstrAlternateLocation: string | null }>;
  GetBackupTypeMask(): Promise<{ hr: HRESULT; dwTypeMask: number }>;
}
