import type { HRESULT } from './hresult.js';
import type { IUnknown } from './iunknown.js';

/** A VSS operation under way. Its result is only what `QueryStatus` says (fact sheet 1.5). */
export interface IVssAsync extends IUnknown {
  Cancel(): Promise<HRESULT>;
  /**
   * Waits off the event loop, for 0xFFFFFFFF without end; Windows 2003 takes no other value. It holds one of libuv's
   * few threads all the while, and S_OK says nothing of the operation: ask `QueryStatus`, and rather from a timer.
   */
  Wait(dwMilliseconds: number): Promise<HRESULT>;
  /** `hrResult` is `undefined` if the call returned without writing it. */
  QueryStatus(): Promise<{ hr: HRESULT; hrResult: HRESULT | undefined }>;
}

/** What a method that starts an operation answers. */
export interface StartedAsync {
  readonly hr: HRESULT;
  /** To be released once the operation has ended. */
  readonly pAsync: IVssAsync | null;
}
