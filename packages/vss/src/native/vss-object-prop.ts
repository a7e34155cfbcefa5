import type {
  VSS_OBJECT_NONE,
  VSS_OBJECT_PROVIDER,
  VSS_OBJECT_SNAPSHOT,
  VSS_OBJECT_SNAPSHOT_SET,
  VSS_OBJECT_UNKNOWN,
} from './constants.js';
import type { VSS_ID } from './hresult.js';
import type { SnapshotPropPointer, VSS_SNAPSHOT_PROP } from './vss-snapshot-prop.js';

/** `VSS_PROVIDER_PROP`, copied out. Its texts are in COM task memory; the binding frees them as it copies. */
export interface VSS_PROVIDER_PROP {
  readonly m_ProviderId: VSS_ID;
  readonly m_pwszProviderName: string | null;
  /** `VSS_PROV_*`. */
  readonly m_eProviderType: number;
  readonly m_pwszProviderVersion: string | null;
  readonly m_ProviderVersionId: VSS_ID;
  readonly m_ClassId: VSS_ID;
}

/** `VSS_OBJECT_PROP`, copied out. `Obj` is the union; a type that has no member in it has none here. */
export type VSS_OBJECT_PROP =
  | {
      readonly Type: typeof VSS_OBJECT_SNAPSHOT;
      readonly Obj: { readonly Snap: VSS_SNAPSHOT_PROP };
      /** What the shadow copy's texts are freed by. */
      readonly pProp: SnapshotPropPointer;
    }
  | { readonly Type: typeof VSS_OBJECT_PROVIDER; readonly Obj: { readonly Prov: VSS_PROVIDER_PROP } }
  | {
      /** VSS_OBJECT_UNKNOWN stands for every type that vss.h does not name, too. */
      readonly Type: typeof VSS_OBJECT_UNKNOWN | typeof VSS_OBJECT_NONE | typeof VSS_OBJECT_SNAPSHOT_SET;
      readonly Obj: null;
    };
