import type { BackupComponentsRuntime } from './koffi-backup-components-runtime.js';
import type { RestoreCalls } from './restore-calls.js';

/** Binds the methods of IVssBackupComponents that have to do with a restore, for the object that `self` answers. */
export function bindRestoreCalls({ methods, start, withBstr }: BackupComponentsRuntime) {
  return (self: () => bigint): RestoreCalls => ({
    InitializeForRestore: (bstrXML) =>
      withBstr(bstrXML, (bstr) => methods.InitializeForRestore.async(self(), bstr)),
    SetRestoreState: async (restoreType) => methods.SetRestoreState.async(self(), restoreType),
    SetSelectedForRestore: async (...args) => methods.SetSelectedForRestore.async(self(), ...args),
    SetRestoreOptions: async (...args) => methods.SetRestoreOptions.async(self(), ...args),
    SetAdditionalRestores: async (...args) => methods.SetAdditionalRestores.async(self(), ...args),
    AddAlternativeLocationMapping: async (...args) =>
      methods.AddAlternativeLocationMapping.async(self(), ...args),
    AddRestoreSubcomponent: async (...args) => methods.AddRestoreSubcomponent.async(self(), ...args),
    SetFileRestoreStatus: async (...args) => methods.SetFileRestoreStatus.async(self(), ...args),
    AddNewTarget: async (...args) => methods.AddNewTarget.async(self(), ...args),
    SetRangesFilePath: async (...args) => methods.SetRangesFilePath.async(self(), ...args),
    PreRestore: () => start((pAsync) => methods.PreRestore.async(self(), pAsync)),
    PostRestore: () => start((pAsync) => methods.PostRestore.async(self(), pAsync)),
  });
}
