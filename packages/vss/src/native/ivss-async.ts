import type { HRESULT } from './hresult.js';
import type { IUnknown } from './iunknown.js';

/** A VSS operation under way. Its result is only what `QueryStatus` says (fact sheet 1.5). */
export interface IVssAsync extends IUnknown {
  Cancel(): Promise<HRESULT>;
  /** `hrResult` is `undefined` if the call returned without writing it. */
  QueryStatus(): Promise<{ hr: HRESULT; hrResult: HRESULT | undefined }>;
}
