import type { VSS_ID } from './hresult.js';

/** `VSS_SNAPSHOT_PROP`, copied out. */
export interface VSS_SNAPSHOT_PROP {
  readonly m_SnapshotId: VSS_ID;
  readonly m_SnapshotSetId: VSS_ID;
  readonly m_lSnapshotsCount: number;
  /** `\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN`, without a trailing backslash. */
  readonly m_pwszSnapshotDeviceObject: string | null;
  /** `\\?\Volume{...}\`, with one. */
  readonly m_pwszOriginalVolumeName: string | null;
  readonly m_pwszOriginatingMachine: string | null;
  readonly m_pwszServiceMachine: string | null;
  /** The drive letter, folder or share that the shadow copy is exposed as; null while it is not. */
  readonly m_pwszExposedName: string | null;
  /** What of the volume is exposed; null for all of it. */
  readonly m_pwszExposedPath: string | null;
  readonly m_ProviderId: VSS_ID;
  /** `VSS_VOLSNAP_ATTR_*`. */
  readonly m_lSnapshotAttributes: number;
  /** 100-nanosecond intervals since 1601. */
  readonly m_tsCreationTimestamp: bigint;
  /** `VSS_SS_*`. */
  readonly m_eStatus: number;
}

/** The native memory behind a `VSS_SNAPSHOT_PROP`. Give it to `VssFreeSnapshotPropertiesInternal` exactly once. */
export type SnapshotPropPointer = bigint & { readonly __handle: 'VSS_SNAPSHOT_PROP' };
