import type { HRESULT } from './hresult.js';
import type { IVssComponent } from './ivss-component.js';

/** What `IVssComponentEx` adds for a requester. Its setters are a writer's. */
export interface IVssComponentEx extends IVssComponent {
  GetPrepareForBackupFailureMsg(): Promise<{ hr: HRESULT; bstrFailureMsg: string | null }>;
  GetPostSnapshotFailureMsg(): Promise<{ hr: HRESULT; bstrFailureMsg: string | null }>;
  GetAuthoritativeRestore(): Promise<{ hr: HRESULT; bAuth: boolean }>;
  /** `rollType` is a `VSS_RF_*`. */
  GetRollForward(): Promise<{ hr: HRESULT; rollType: number; bstrPoint: string | null }>;
  GetRestoreName(): Promise<{ hr: HRESULT; bstrName: string | null }>;
}

/** What `IVssComponentEx2` adds for a requester. */
export interface IVssComponentEx2 extends IVssComponentEx {
  /** Why this one component failed, for a writer that failed with VSS_E_WRITERERROR_PARTIAL_FAILURE. */
  GetFailure(): Promise<{
    hr: HRESULT;
    hrFailure: HRESULT;
    hrApplication: HRESULT;
    bstrApplicationMessage: string | null;
  }>;
}

/** The newer interfaces of an `IVssComponent`, by name. */
export interface NewerComponents {
  IVssComponentEx: IVssComponentEx;
  IVssComponentEx2: IVssComponentEx2;
}
