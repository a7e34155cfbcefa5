import type { HRESULT, VSS_ID } from './hresult.js';
import type { StartedAsync } from './ivss-async.js';
import type { IVssBackupComponents } from './ivss-backup-components.js';
import type { IVssExamineWriterMetadataEx } from './ivss-examine-writer-metadata-ex.js';

/** What `IVssBackupComponentsEx` adds. */
export interface IVssBackupComponentsEx extends IVssBackupComponents {
  GetWriterMetadataEx(
    iWriter: number,
  ): Promise<{ hr: HRESULT; idInstance: VSS_ID; pMetadata: IVssExamineWriterMetadataEx | null }>;
  /** `instanceId` is GUID_NULL for any instance of the writer. */
  SetSelectedForRestoreEx(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    bSelectedForRestore: boolean,
    instanceId: VSS_ID,
  ): Promise<HRESULT>;
}

/** What `IVssBackupComponentsEx2` adds. */
export interface IVssBackupComponentsEx2 extends IVssBackupComponentsEx {
  UnexposeSnapshot(snapshotId: VSS_ID): Promise<HRESULT>;
  /** Only for a writer whose backup schema has VSS_BS_AUTHORITATIVE_RESTORE. */
  SetAuthoritativeRestore(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    bAuth: boolean,
  ): Promise<HRESULT>;
  /** `rollType` is a `VSS_RF_*`; the point is null unless that is VSS_RF_PARTIAL. */
  SetRollForward(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    rollType: number,
    wszRollForwardPoint: string | null,
  ): Promise<HRESULT>;
  SetRestoreName(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    wszRestoreName: string,
  ): Promise<HRESULT>;
  /** `dwBreakFlags` are `VSS_BREAKEX_FLAG_*`. */
  BreakSnapshotSetEx(snapshotSetID: VSS_ID, dwBreakFlags: number): Promise<StartedAsync>;
  PreFastRecovery(snapshotSetID: VSS_ID, dwPreFastRecoveryFlags: number): Promise<StartedAsync>;
  FastRecovery(snapshotSetID: VSS_ID, dwFastRecoveryFlags: number): Promise<StartedAsync>;
}

/** What `IVssBackupComponentsEx3` adds. */
export interface IVssBackupComponentsEx3 extends IVssBackupComponentsEx2 {
  /** `GetWriterStatus`, and what the application itself said. */
  GetWriterStatusEx(iWriter: number): Promise<{
    hr: HRESULT;
    idInstance: VSS_ID;
    idWriter: VSS_ID;
    bstrWriter: string | null;
    nStatus: number;
    hrFailureWriter: HRESULT;
    hrApplication: HRESULT;
    bstrApplicationMessage: string | null;
  }>;
  AddSnapshotToRecoverySet(
    snapshotId: VSS_ID,
    dwFlags: number,
    pwszDestinationVolume: string | null,
  ): Promise<HRESULT>;
  /** `dwFlags` are `VSS_RECOVERY_*`. */
  RecoverSet(dwFlags: number): Promise<StartedAsync>;
  GetSessionId(): Promise<{ hr: HRESULT; idSession: VSS_ID }>;
}

/** What `IVssBackupComponentsEx4` adds. */
export interface IVssBackupComponentsEx4 extends IVssBackupComponentsEx3 {
  GetRootAndLogicalPrefixPaths(
    pwszFilePath: string,
    bNormalizeFQDNforRootPath: boolean,
  ): Promise<{ hr: HRESULT; pwszRootPath: string | null; pwszLogicalPrefix: string | null }>;
}

/** The newer interfaces of an `IVssBackupComponents`, by name. */
export interface NewerBackupComponents {
  IVssBackupComponentsEx: IVssBackupComponentsEx;
  IVssBackupComponentsEx2: IVssBackupComponentsEx2;
  IVssBackupComponentsEx3: IVssBackupComponentsEx3;
  IVssBackupComponentsEx4: IVssBackupComponentsEx4;
}
