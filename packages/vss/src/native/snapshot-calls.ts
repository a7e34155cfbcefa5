import type { HRESULT, VSS_ID } from './hresult.js';
import type { StartedAsync } from './ivss-async.js';
import type { IVssEnumObject } from './ivss-enum-object.js';
import type { SnapshotPropPointer, VSS_SNAPSHOT_PROP } from './vss-snapshot-prop.js';

/** The methods of `IVssBackupComponents` that have to do with shadow copies. A volume's name ends in a backslash. */
export interface SnapshotCalls {
  SetContext(lContext: number): Promise<HRESULT>;
  StartSnapshotSet(): Promise<{ hr: HRESULT; snapshotSetId: VSS_ID }>;
  AddToSnapshotSet(pwszVolumeName: string, providerId: VSS_ID): Promise<{ hr: HRESULT; idSnapshot: VSS_ID }>;
  DoSnapshotSet(): Promise<StartedAsync>;
  DeleteSnapshots(
    sourceObjectId: VSS_ID,
    eSourceObjectType: number,
    bForceDelete: boolean,
  ): Promise<{ hr: HRESULT; lDeletedSnapshots: number; nondeletedSnapshotID: VSS_ID }>;
  ImportSnapshots(): Promise<StartedAsync>;
  BreakSnapshotSet(snapshotSetId: VSS_ID): Promise<HRESULT>;
  GetSnapshotProperties(snapshotId: VSS_ID): Promise<{
    hr: HRESULT;
    pProp: SnapshotPropPointer | null;
    prop: VSS_SNAPSHOT_PROP | undefined;
  }>;
  /**
   * All shadow copies of the context (VSS_OBJECT_SNAPSHOT) or all providers (VSS_OBJECT_PROVIDER): the first two
   * arguments are GUID_NULL and VSS_OBJECT_NONE. S_FALSE when there is none.
   */
  Query(
    queriedObjectId: VSS_ID,
    eQueriedObjectType: number,
    eReturnedObjectsType: number,
  ): Promise<{ hr: HRESULT; pEnum: IVssEnumObject | null }>;
  IsVolumeSupported(
    providerId: VSS_ID,
    pwszVolumeName: string,
  ): Promise<{ hr: HRESULT; bSupportedByThisProvider: boolean }>;
  /** `wszExposed` is the name that it got: the wanted one, or the one that Windows chose for null. */
  ExposeSnapshot(
    snapshotId: VSS_ID,
    wszPathFromRoot: string | null,
    lAttributes: number,
    wszExpose: string | null,
  ): Promise<{ hr: HRESULT; wszExposed: string | null }>;
  RevertToSnapshot(snapshotId: VSS_ID, bForceDismount: boolean): Promise<HRESULT>;
  QueryRevertStatus(pwszVolume: string): Promise<StartedAsync>;
}
