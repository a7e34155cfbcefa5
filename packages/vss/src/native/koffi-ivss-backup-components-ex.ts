import { hresult, outPointer } from '@dsbackup/win32';
import type { IVssBackupComponents } from './ivss-backup-components.js';
import type {
  IVssBackupComponentsEx,
  IVssBackupComponentsEx2,
  IVssBackupComponentsEx3,
  IVssBackupComponentsEx4,
} from './ivss-backup-components-ex.js';
import type { IVssExamineWriterMetadataEx } from './ivss-examine-writer-metadata-ex.js';
import type { BackupComponentsRuntime } from './koffi-backup-components-runtime.js';
import { outBstr, outGuid, outInterface, outNumber } from './koffi-out.js';
import {
  IVssBackupComponentsEx2Table,
  IVssBackupComponentsEx3Table,
  IVssBackupComponentsEx4Table,
  IVssBackupComponentsExTable,
} from './tables/ivss-backup-components-ex-tables.js';

/** Binds what IVssBackupComponentsEx adds. */
export function bindIVssBackupComponentsEx(
  { com }: BackupComponentsRuntime,
  wrapWriterMetadataEx: (address: bigint) => IVssExamineWriterMetadataEx,
) {
  const methods = com.bind(IVssBackupComponentsExTable);
  return (self: () => bigint): Omit<IVssBackupComponentsEx, keyof IVssBackupComponents> => ({
    async GetWriterMetadataEx(iWriter) {
      const [instance, metadata] = [outGuid(), outInterface(wrapWriterMetadataEx)];
      const hr = await methods.GetWriterMetadataEx.async(self(), iWriter, instance.memory, metadata.memory);
      return { hr, idInstance: instance.read(), pMetadata: metadata.take() };
    },
    SetSelectedForRestoreEx: async (...args) => methods.SetSelectedForRestoreEx.async(self(), ...args),
  });
}

/** Binds what IVssBackupComponentsEx2 adds. */
export function bindIVssBackupComponentsEx2({ com, start }: BackupComponentsRuntime) {
  const methods = com.bind(IVssBackupComponentsEx2Table);
  return (self: () => bigint): Omit<IVssBackupComponentsEx2, keyof IVssBackupComponentsEx> => ({
    UnexposeSnapshot: async (snapshotId) => methods.UnexposeSnapshot.async(self(), snapshotId),
    SetAuthoritativeRestore: async (...args) => methods.SetAuthoritativeRestore.async(self(), ...args),
    SetRollForward: async (...args) => methods.SetRollForward.async(self(), ...args),
    SetRestoreName: async (...args) => methods.SetRestoreName.async(self(), ...args),
    BreakSnapshotSetEx: (snapshotSetID, dwBreakFlags) =>
      start((pAsync) => methods.BreakSnapshotSetEx.async(self(), snapshotSetID, dwBreakFlags, pAsync)),
    PreFastRecovery: (snapshotSetID, dwPreFastRecoveryFlags) =>
      start((pAsync) => methods.PreFastRecovery.async(self(), snapshotSetID, dwPreFastRecoveryFlags, pAsync)),
    FastRecovery: (snapshotSetID, dwFastRecoveryFlags) =>
      start((pAsync) => methods.FastRecovery.async(self(), snapshotSetID, dwFastRecoveryFlags, pAsync)),
  });
}

/** Binds what IVssBackupComponentsEx3 adds. */
export function bindIVssBackupComponentsEx3({ com, start }: BackupComponentsRuntime) {
  const methods = com.bind(IVssBackupComponentsEx3Table);
  return (self: () => bigint): Omit<IVssBackupComponentsEx3, keyof IVssBackupComponentsEx2> => ({
    async GetWriterStatusEx(iWriter) {
      const [instance, writerId, writer, message] = [
        outGuid(),
        outGuid(),
        outBstr(com.bstr),
        outBstr(com.bstr),
      ];
      // As for GetWriterStatus: what was not written reads as a failure.
      const [state, failure, application] = [
        outNumber(0),
        outNumber(hresult.E_UNEXPECTED),
        outNumber(hresult.E_UNEXPECTED),
      ];
      const hr = await methods.GetWriterStatusEx.async(
        self(),
        iWriter,
        instance.memory,
        writerId.memory,
        writer.memory,
        state.memory,
        failure.memory,
        application.memory,
        message.memory,
      );
      return {
        hr,
        idInstance: instance.read(),
        idWriter: writerId.read(),
        bstrWriter: writer.take(),
        nStatus: state.read(),
        hrFailureWriter: failure.read(),
        hrApplication: application.read(),
        bstrApplicationMessage: message.take(),
      };
    },
    AddSnapshotToRecoverySet: async (...args) => methods.AddSnapshotToRecoverySet.async(self(), ...args),
    RecoverSet: (dwFlags) => start((pAsync) => methods.RecoverSet.async(self(), dwFlags, pAsync)),
    async GetSessionId() {
      const session = outGuid();
      const hr = await methods.GetSessionId.async(self(), session.memory);
      return { hr, idSession: session.read() };
    },
  });
}

/** Binds what IVssBackupComponentsEx4 adds. */
export function bindIVssBackupComponentsEx4({ com }: BackupComponentsRuntime) {
  const methods = com.bind(IVssBackupComponentsEx4Table);
  return (self: () => bigint): Omit<IVssBackupComponentsEx4, keyof IVssBackupComponentsEx3> => ({
    async GetRootAndLogicalPrefixPaths(pwszFilePath, bNormalizeFQDNforRootPath) {
      const [root, prefix] = [outPointer(), outPointer()];
      const hr = await methods.GetRootAndLogicalPrefixPaths.async(
        self(),
        pwszFilePath,
        root.memory,
        prefix.memory,
        bNormalizeFQDNforRootPath,
      );
      // UNSOURCED that these are COM task memory: by analogy with ExposeSnapshot (fact sheet 1.5).
      return {
        hr,
        pwszRootPath: com.taskText.take(root.read()),
        pwszLogicalPrefix: com.taskText.take(prefix.read()),
      };
    },
  });
}
