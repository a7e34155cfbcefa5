import type { HRESULT, VSS_ID } from './hresult.js';
import type { StartedAsync } from './ivss-async.js';

/** The methods of `IVssBackupComponents` that have to do with a restore. `wszLogicalPath` is null where a component has none. */
export interface RestoreCalls {
  /** Takes the Backup Components Document that was saved with the backup. */
  InitializeForRestore(bstrXML: string): Promise<HRESULT>;
  SetRestoreState(restoreType: number): Promise<HRESULT>;
  SetSelectedForRestore(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    bSelectedForRestore: boolean,
  ): Promise<HRESULT>;
  SetRestoreOptions(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    wszRestoreOptions: string,
  ): Promise<HRESULT>;
  SetAdditionalRestores(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    bAdditionalRestores: boolean,
  ): Promise<HRESULT>;
  AddAlternativeLocationMapping(
    writerId: VSS_ID,
    componentType: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    wszPath: string,
    wszFilespec: string,
    bRecursive: boolean,
    wszDestination: string,
  ): Promise<HRESULT>;
  AddRestoreSubcomponent(
    writerId: VSS_ID,
    componentType: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    wszSubComponentLogicalPath: string | null,
    wszSubComponentName: string,
    bRepair: boolean,
  ): Promise<HRESULT>;
  /** `status` is a `VSS_RS_*`. */
  SetFileRestoreStatus(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    status: number,
  ): Promise<HRESULT>;
  AddNewTarget(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    wszPath: string,
    wszFileName: string,
    bRecursive: boolean,
    wszAlternatePath: string,
  ): Promise<HRESULT>;
  SetRangesFilePath(
    writerId: VSS_ID,
    ct: number,
    wszLogicalPath: string | null,
    wszComponentName: string,
    iPartialFile: number,
    wszRangesFile: string,
  ): Promise<HRESULT>;
  PreRestore(): Promise<StartedAsync>;
  PostRestore(): Promise<StartedAsync>;
}
