import { hresult } from '@dsbackup/win32';
import type { BackupCalls } from './backup-calls.js';
import type { IVssExamineWriterMetadata } from './ivss-examine-writer-metadata.js';
import type { IVssWriterComponentsExt } from './ivss-writer-components-ext.js';
import type { BackupComponentsRuntime } from './koffi-backup-components-runtime.js';
import { outBstr, outGuid, outInterface, outNumber } from './koffi-out.js';

/** The wrappers of what the backup methods hand out. */
export interface BackupCallsParts {
  readonly wrapWriterMetadata: (address: bigint) => IVssExamineWriterMetadata;
  readonly wrapWriterComponents: (address: bigint) => IVssWriterComponentsExt;
}

/** Binds the methods of IVssBackupComponents that have to do with a backup, for the object that `self` answers. */
export function bindBackupCalls(
  { com, methods, start, withBstr, guids }: BackupComponentsRuntime,
  parts: BackupCallsParts,
) {
  return (self: () => bigint): BackupCalls => {
    async function count(
      method: 'GetWriterComponentsCount' | 'GetWriterMetadataCount' | 'GetWriterStatusCount',
    ) {
      const writers = outNumber(0);
      const hr = await methods[method].async(self(), writers.memory);
      return { hr, count: writers.read() };
    }

    return {
      async GetWriterComponentsCount() {
        const { hr, count: cComponents } = await count('GetWriterComponentsCount');
        return { hr, cComponents };
      },
      async GetWriterComponents(iWriter) {
        const writer = outInterface(parts.wrapWriterComponents);
        const hr = await methods.GetWriterComponents.async(self(), iWriter, writer.memory);
        return { hr, pWriter: writer.take() };
      },
      InitializeForBackup: (bstrXML) =>
        withBstr(bstrXML, (bstr) => methods.InitializeForBackup.async(self(), bstr)),
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
      GatherWriterMetadata: () => start((pAsync) => methods.GatherWriterMetadata.async(self(), pAsync)),
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
      PrepareForBackup: () => start((pAsync) => methods.PrepareForBackup.async(self(), pAsync)),
      AbortBackup: async () => methods.AbortBackup.async(self()),
      GatherWriterStatus: () => start((pAsync) => methods.GatherWriterStatus.async(self(), pAsync)),
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
      BackupComplete: () => start((pAsync) => methods.BackupComplete.async(self(), pAsync)),
      SetBackupOptions: async (writerId, ct, wszLogicalPath, wszComponentName, wszBackupOptions) =>
        methods.SetBackupOptions.async(
          self(),
          writerId,
          ct,
          wszLogicalPath,
          wszComponentName,
          wszBackupOptions,
        ),
      SetPreviousBackupStamp: async (
        writerId,
        ct,
        wszLogicalPath,
        wszComponentName,
        wszPreviousBackupStamp,
      ) =>
        methods.SetPreviousBackupStamp.async(
          self(),
          writerId,
          ct,
          wszLogicalPath,
          wszComponentName,
          wszPreviousBackupStamp,
        ),
      DisableWriterClasses: async (rgWriterClassId) =>
        methods.DisableWriterClasses.async(self(), guids(rgWriterClassId), rgWriterClassId.length),
      EnableWriterClasses: async (rgWriterClassId) =>
        methods.EnableWriterClasses.async(self(), guids(rgWriterClassId), rgWriterClassId.length),
      DisableWriterInstances: async (rgWriterInstanceId) =>
        methods.DisableWriterInstances.async(self(), guids(rgWriterInstanceId), rgWriterInstanceId.length),
    };
  };
}
