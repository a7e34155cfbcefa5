import { outBOOL, outPointer } from '@dsbackup/win32';
import type { IVssEnumObject } from './ivss-enum-object.js';
import type { BackupComponentsRuntime } from './koffi-backup-components-runtime.js';
import { outGuid, outInterface, outNumber } from './koffi-out.js';
import type { SnapshotProperties } from './koffi-snapshot-properties.js';
import type { SnapshotCalls } from './snapshot-calls.js';

/** What the methods on shadow copies hand out. */
export interface SnapshotCallsParts {
  readonly wrapEnumObject: (address: bigint) => IVssEnumObject;
  readonly snapshotProperties: SnapshotProperties;
}

/** Binds the methods of IVssBackupComponents that have to do with shadow copies, for the object that `self` answers. */
export function bindSnapshotCalls(
  { com, methods, start }: BackupComponentsRuntime,
  { wrapEnumObject, snapshotProperties }: SnapshotCallsParts,
) {
  return (self: () => bigint): SnapshotCalls => {
    return {
      // VSS_CTX_ALL is written 0xFFFFFFFF; as the LONG that is passed it is -1.
      SetContext: async (lContext) => methods.SetContext.async(self(), lContext | 0),
      async StartSnapshotSet() {
        const set = outGuid();
        const hr = await methods.StartSnapshotSet.async(self(), set.memory);
        return { hr, snapshotSetId: set.read() };
      },
      async AddToSnapshotSet(pwszVolumeName, providerId) {
        const snapshot = outGuid();
        const hr = await methods.AddToSnapshotSet.async(self(), pwszVolumeName, providerId, snapshot.memory);
        return { hr, idSnapshot: snapshot.read() };
      },
      DoSnapshotSet: () => start((pAsync) => methods.DoSnapshotSet.async(self(), pAsync)),
      async DeleteSnapshots(sourceObjectId, eSourceObjectType, bForceDelete) {
        const [deleted, first] = [outNumber(0), outGuid()];
        const hr = await methods.DeleteSnapshots.async(
          self(),
          sourceObjectId,
          eSourceObjectType,
          bForceDelete,
          deleted.memory,
          first.memory,
        );
        return { hr, lDeletedSnapshots: deleted.read(), nondeletedSnapshotID: first.read() };
      },
      async GetSnapshotProperties(snapshotId) {
        const memory = snapshotProperties.allocate();
        const hr = await methods.GetSnapshotProperties.async(self(), snapshotId, memory);
        return { hr, ...(snapshotProperties.take(memory) ?? { pProp: null, prop: undefined }) };
      },
      async IsVolumeSupported(providerId, pwszVolumeName) {
        const supported = outBOOL();
        const hr = await methods.IsVolumeSupported.async(
          self(),
          providerId,
          pwszVolumeName,
          supported.memory,
        );
        return { hr, bSupportedByThisProvider: supported.read() ?? false };
      },
      ImportSnapshots: () => start((pAsync) => methods.ImportSnapshots.async(self(), pAsync)),
      BreakSnapshotSet: async (snapshotSetId) => methods.BreakSnapshotSet.async(self(), snapshotSetId),
      async Query(queriedObjectId, eQueriedObjectType, eReturnedObjectsType) {
        const found = outInterface(wrapEnumObject);
        const hr = await methods.Query.async(
          self(),
          queriedObjectId,
          eQueriedObjectType,
          eReturnedObjectsType,
          found.memory,
        );
        return { hr, pEnum: found.take() };
      },
      async ExposeSnapshot(snapshotId, wszPathFromRoot, lAttributes, wszExpose) {
        const exposed = outPointer();
        const hr = await methods.ExposeSnapshot.async(
          self(),
          snapshotId,
          wszPathFromRoot,
          lAttributes,
          wszExpose,
          exposed.memory,
        );
        return { hr, wszExposed: com.taskText.take(exposed.read()) };
      },
      RevertToSnapshot: async (snapshotId, bForceDismount) =>
        methods.RevertToSnapshot.async(self(), snapshotId, bForceDismount),
      QueryRevertStatus: (pwszVolume) =>
        start((pAsync) => methods.QueryRevertStatus.async(self(), pwszVolume, pAsync)),
    };
  };
}
