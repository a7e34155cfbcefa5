import type { HRESULT } from './hresult.js';
import type { IUnknown } from './iunknown.js';
import type { VSS_OBJECT_PROP } from './vss-object-prop.js';

/** What `Query` found, a few at a time. */
export interface IVssEnumObject extends IUnknown {
  /**
   * Up to `celt` objects, `rgelt.length` of them. S_FALSE and fewer than `celt` at the end, so go on until there is
   * none; the end may come with objects (fact sheet 1.5). Each shadow copy's `pProp` has to be freed.
   */
  Next(celt: number): Promise<{ hr: HRESULT; rgelt: readonly VSS_OBJECT_PROP[] }>;
  Skip(celt: number): Promise<HRESULT>;
  Reset(): Promise<HRESULT>;
  /** Another enumerator over the same objects, to be released on its own. */
  Clone(): Promise<{ hr: HRESULT; penum: IVssEnumObject | null }>;
}
