import type { HRESULT, VSS_ID } from './hresult.js';
import type { StartedAsync } from './ivss-async.js';
import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type { IVssWriterComponentsExt } from './ivss-writer-components-ext.js';

/** The methods of `IVssBackupComponents` that have to do with a backup, its writers and their components. */
export interface BackupCalls {
  GetWriterComponentsCount(): Promise<{ hr: HRESULT; cComponents: number }>;
  GetWriterComponents(iWriter: number): Promise<{ hr: HRESULT; pWriter: IVssWriterComponentsExt | null }>;
  InitializeForBackup(bstrXML: string | null): Promise<HRESULT>;
  SetBackupState(
    bSelectComponents: boolean,
    bBackupBootableSystemState: boolean,
    backupType: number,
    bPartialFileSupport: boolean,
  ): Promise<HRESULT>;
  GatherWriterMetadata(): Promise<StartedAsync>;
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
  PrepareForBackup(): Promise<StartedAsync>;
  AbortBackup(): Promise<HRESULT>;
  GatherWriterStatus(): Promise<StartedAsync>;
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
  SetBackupOptions(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    wszBackupOptions: string,
  ): Promise<HRESULT>;
  SetPreviousBackupStamp(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    wszPreviousBackupStamp: string,
  ): Promise<HRESULT>;
  SaveAsXML(): Promise<{ hr: HRESULT; bstrXML: string | null }>;
  BackupComplete(): Promise<StartedAsync>;
  /** Before `GatherWriterMetadata`; later it has no effect (fact sheet 1.3). So do the two below. */
  DisableWriterClasses(rgWriterClassId: readonly VSS_ID[]): Promise<HRESULT>;
  EnableWriterClasses(rgWriterClassId: readonly VSS_ID[]): Promise<HRESULT>;
  DisableWriterInstances(rgWriterInstanceId: readonly VSS_ID[]): Promise<HRESULT>;
}
