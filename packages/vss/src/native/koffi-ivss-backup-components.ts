import { hresult, outBOOL } from '@dsbackup/win32';
import type { IVssAsync } from './ivss-async.js';
import type { IVssBackupComponents } from './ivss-backup-components.js';
import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type { IVssWriterComponentsExt } from './ivss-writer-components-ext.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { outBstr, outGuid, outInterface, outNumber } from './koffi-out.js';
import { holdReference } from './koffi-reference.js';
import type { SnapshotProperties } from './koffi-snapshot-properties.js';
import { IVssBackupComponentsTable } from './tables/ivss-backup-components-table.js';

/** The wrappers of what an IVssBackupComponents hands out. */
export interface BackupComponentsParts {
  readonly wrapAsync: (address: bigint) => IVssAsync;
  readonly wrapWriterMetadata: (address: bigint) => IVssExamineWriterMetadata;
  readonly wrapWriterComponents: (address: bigint) => IVssWriterComponentsExt;
  readonly snapshotProperties: SnapshotProperties;
}

/**
 * Makes the wrapper of IVssBackupComponents objects. Every call runs off the event loop, even those that look
 * harmless: most reach the VSS service, which may be starting or busy, and there are few of them in a backup.
 */
export function createIVssBackupComponentsWrapper(
  com: ComRuntime,
  parts: BackupComponentsParts,
): (address: bigint) => IVssBackupComponents {
  const methods = com.bind(IVssBackupComponentsTable);
  return (address) => {
    const reference = holdReference(IVssBackupComponentsTable.name, address, com.unknown.releaseAsync);
    const self = () => reference.address;

    async function start(
      method:
        | 'GatherWriterMetadata'
        | 'PrepareForBackup'
        | 'GatherWriterStatus'
        | 'DoSnapshotSet'
        | 'BackupComplete',
    ) {
      const operation = outInterface(parts.wrapAsync);
      const hr = await methods[method].async(self(), operation.memory);
      return { hr, pAsync: operation.take() };
    }

    async function count(
      method: 'GetWriterComponentsCount' | 'GetWriterMetadataCount' | 'GetWriterStatusCount',
    ) {
      const writers = outNumber(0);
      const hr = await methods[method].async(self(), writers.memory);
      return { hr, count: writers.read() };
    }

    return {
      Release: () => reference.Release(),
      async GetWriterComponentsCount() {
        const { hr, count: cComponents } = await count('GetWriterComponentsCount');
        return { hr, cComponents };
      },
      async GetWriterComponents(iWriter) {
        const writer = outInterface(parts.wrapWriterComponents);
        const hr = await methods.GetWriterComponents.async(self(), iWriter, writer.memory);
        return { hr, pWriter: writer.take() };
      },
      async InitializeForBackup(bstrXML) {
        const bstr = bstrXML === null ? null : com.bstr.allocate(bstrXML);
        try {
          return await methods.InitializeForBackup.async(self(), bstr);
        } finally {
          if (bstr !== null) com.bstr.free(bstr);
        }
      },
      SetBackupState: async (
        bSelectComponents,
        bBackupBootableSystemState,
        backupType,
        bPartialFileSupport,
      ) =>
        methods.SetBackupState.async(
          self(),
          bSelectComponents,
          bBackupBootableSystemState,
          backupType,
          bPartialFileSupport,
        ),
      GatherWriterMetadata: () => start('GatherWriterMetadata'),
      async GetWriterMetadataCount() {
        const { hr, count: cWriters } = await count('GetWriterMetadataCount');
        return { hr, cWriters };
      },
      async GetWriterMetadata(iWriter) {
        const [instance, metadata] = [outGuid(), outInterface(parts.wrapWriterMetadata)];
        const hr = await methods.GetWriterMetadata.async(self(), iWriter, instance.memory, metadata.memory);
        return { hr, idInstance: instance.read(), pMetadata: metadata.take() };
      },
      FreeWriterMetadata: async () => methods.FreeWriterMetadata.async(self()),
      AddComponent: async (instanceId, writerId, ct, wszLogicalPath, wszComponentName) =>
        methods.AddComponent.async(self(), instanceId, writerId, ct, wszLogicalPath, wszComponentName),
      PrepareForBackup: () => start('PrepareForBackup'),
      AbortBackup: async () => methods.AbortBackup.async(self()),
      GatherWriterStatus: () => start('GatherWriterStatus'),
      async GetWriterStatusCount() {
        const { hr, count: cWriters } = await count('GetWriterStatusCount');
        return { hr, cWriters };
      },
      FreeWriterStatus: async () => methods.FreeWriterStatus.async(self()),
      async GetWriterStatus(iWriter) {
        const [instance, writerId, writer] = [outGuid(), outGuid(), outBstr(com.bstr)];
        // Unless Windows writes them, they read as VSS_WS_UNKNOWN and as a failure: a writer is not healthy by default.
        const [state, failure] = [outNumber(0), outNumber(hresult.E_UNEXPECTED)];
        const hr = await methods.GetWriterStatus.async(
          self(),
          iWriter,
          instance.memory,
          writerId.memory,
          writer.memory,
          state.memory,
          failure.memory,
        );
        return {
          hr,
          idInstance: instance.read(),
          idWriter: writerId.read(),
          bstrWriter: writer.take(),
          nStatus: state.read(),
          hResultFailure: failure.read(),
        };
      },
      SetBackupSucceeded: async (instanceId, writerId, ct, wszLogicalPath, wszComponentName, bSucceded) =>
        methods.SetBackupSucceeded.async(
          self(),
          instanceId,
          writerId,
          ct,
          wszLogicalPath,
          wszComponentName,
          bSucceded,
        ),
      async SaveAsXML() {
        const xml = outBstr(com.bstr);
        const hr = await methods.SaveAsXML.async(self(), xml.memory);
        return { hr, bstrXML: xml.take() };
      },
      BackupComplete: () => start('BackupComplete'),
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
      DoSnapshotSet: () => start('DoSnapshotSet'),
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
        const memory = parts.snapshotProperties.allocate();
        const hr = await methods.GetSnapshotProperties.async(self(), snapshotId, memory);
        return { hr, ...(parts.snapshotProperties.take(memory) ?? { pProp: null, prop: undefined }) };
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
    };
  };
}
