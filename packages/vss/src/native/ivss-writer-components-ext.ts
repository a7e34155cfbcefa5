import type { HRESULT, VSS_ID } from './hresult.js';
import type { IUnknown } from './iunknown.js';
import type { IVssComponent } from './ivss-component.js';

/**
 * The components of one writer that take part. Two vtables: the methods lie behind the first pointer of the
 * object, `Release` behind the second (fact sheet 2.6); the binding knows, its users need not.
 */
export interface IVssWriterComponentsExt extends IUnknown {
  GetComponentCount(): Promise<{ hr: HRESULT; cComponents: number }>;
  GetWriterInfo(): Promise<{ hr: HRESULT; idInstance: VSS_ID; idWriter: VSS_ID }>;
  GetComponent(iComponent: number): Promise<{ hr: HRESULT; pComponent: IVssComponent | null }>;
}
