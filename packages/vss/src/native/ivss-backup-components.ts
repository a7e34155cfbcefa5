import type { HRESULT, VSS_ID } from './hresult.js';
import type { IUnknown } from './iunknown.js';
import type { IVssAsync } from './ivss-async.js';
import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type { IVssWriterComponentsExt } from './ivss-writer-components-ext.js';

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
  readonly m_ProviderId: VSS_ID;
  readonly m_lSnapshotAttributes: number;
  /** 100-nanosecond intervals since 1601. */
  readonly m_tsCreationTimestamp: bigint;
  readonly m_eStatus: number;
}

/** The native memory behind a `VSS_SNAPSHOT_PROP`. Give it to `VssFreeSnapshotPropertiesInternal` exactly once. */
export type SnapshotPropPointer = bigint & { readonly __handle: 'VSS_SNAPSHOT_PROP' };

/**
 * The requester's object: one backup, then `Release`. Methods have Windows' names and order of arguments;
 * out-parameters come back by name beside `hr`. A null interface or string is one that was never written.
 */
export interface IVssBackupComponents extends IUnknown {
  GetWriterComponentsCount(): Promise<{ hr: HRESULT; cComponents: number }>;
  GetWriterComponents(iWriter: number): Promise<{ hr: HRESULT; pWriter: IVssWriterComponentsExt | null }>;
  InitializeForBackup(bstrXML: string | null): Promise<HRESULT>;
  SetBackupState(
    bSelectComponents: boolean,
    bBackupBootableSystemState: boolean,
    backupType: number,
    bPartialFileSupport: boolean,
  ): Promise<HRESULT>;
  GatherWriterMetadata(): Promise<{ hr: HRESULT; pAsync: IVssAsync | null }>;
  GetWriterMetadataCount(): Promise<{ hr: HRESULT; cWriters: number }>;
  GetWriterMetadata(
    iWriter: number,
  ): Promise<{ hr: HRESULT; idInstance: VSS_ID; pMetadata: IVssExamineWriterMetadata | null }>;
  FreeWriterMetadata(): Promise<HRESULT>;
  AddComponent(
    instanceId: VSS_ID,
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
  ): Promise<HRESULT>;
  PrepareForBackup(): Promise<{ hr: HRESULT; pAsync: IVssAsync | null }>;
  AbortBackup(): Promise<HRESULT>;
  GatherWriterStatus(): Promise<{ hr: HRESULT; pAsync: IVssAsync | null }>;
  GetWriterStatusCount(): Promise<{ hr: HRESULT; cWriters: number }>;
  FreeWriterStatus(): Promise<HRESULT>;
  GetWriterStatus(iWriter: number): Promise<{
    hr: HRESULT;
    idInstance: VSS_ID;
    idWriter: VSS_ID;
    bstrWriter: string | null;
    nStatus: number;
    hResultFailure: HRESULT;
  }>;
  SetBackupSucceeded(
    instanceId: VSS_ID,
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    bSucceded: boolean,
  ): Promise<HRESULT>;
  SaveAsXML(): Promise<{ hr: HRESULT; bstrXML: string | null }>;
  BackupComplete(): Promise<{ hr: HRESULT; pAsync: IVssAsync | null }>;
  SetContext(lContext: number): Promise<HRESULT>;
  StartSnapshotSet(): Promise<{ hr: HRESULT; snapshotSetId: VSS_ID }>;
  AddToSnapshotSet(pwszVolumeName: string, providerId: VSS_ID): Promise<{ hr: HRESULT; idSnapshot: VSS_ID }>;
  DoSnapshotSet(): Promise<{ hr: HRESULT; pAsync: IVssAsync | null }>;
  DeleteSnapshots(
    sourceObjectId: VSS_ID,
    eSourceObjectType: number,
    bForceDelete: boolean,
  ): Promise<{ hr: HRESULT; lDeletedSnapshots: number; nondeletedSnapshotID: VSS_ID }>;
  GetSnapshotProperties(snapshotId: VSS_ID): Promise<{
    hr: HRESULT;
    pProp: SnapshotPropPointer | null;
    prop: VSS_SNAPSHOT_PROP | undefined;
  }>;
  IsVolumeSupported(
    providerId: VSS_ID,
    pwszVolumeName: string,
  ): Promise<{ hr: HRESULT; bSupportedByThisProvider: boolean }>;
}
