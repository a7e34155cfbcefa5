import type { IVssBackupComponents } from '@dsbackup/vss/native';
import type { RequesterState } from './requester-state.js';
import type { unsimulatedBackupCalls } from './unsimulated-calls.js';

/** The methods of IVssBackupComponents that have a place in the order. */
export type OrderedMethod = Exclude<
  keyof IVssBackupComponents,
  'Release' | keyof typeof unsimulatedBackupCalls
>;

/** Initialized, not aborted, and with no operation under way. */
function isReady(state: RequesterState): boolean {
  return state.isInitialized && !state.isAborted && state.pending === undefined;
}

/** Ready, and the backup is neither declared over nor lost. */
function isOpen(state: RequesterState): boolean {
  return isReady(state) && !state.isComplete && state.preparation !== 'failed';
}

/**
 * When each method may be called, as a table of the rules in the fact sheet's section 1.3 ("every call in order") and
 * its abort rule. Any other moment is VSS_E_BAD_STATE. Where Windows tolerates more than the table, the table wins:
 * what passes here passes there.
 */
export const mayCall: Readonly<Record<OrderedMethod, (state: RequesterState) => boolean>> = {
  InitializeForBackup: (state) => !state.isInitialized,
  SetContext: (state) =>
    isOpen(state) && !state.hasContext && state.choice === undefined && state.metadata === 'none',
  SetBackupState: (state) => isOpen(state) && state.preparation === 'none',
  GatherWriterMetadata: (state) => isOpen(state) && state.metadata === 'none',
  GetWriterMetadataCount: (state) => isReady(state) && state.metadata === 'gathered',
  GetWriterMetadata: (state) => isReady(state) && state.metadata === 'gathered',
  FreeWriterMetadata: (state) => state.metadata === 'gathered' && state.pending === undefined,
  AddComponent: (state) =>
    isOpen(state) &&
    state.metadata !== 'none' &&
    state.choice?.selectComponents === true &&
    state.set === 'none',
  IsVolumeSupported: isOpen,
  StartSnapshotSet: (state) => isOpen(state) && state.set === 'none',
  AddToSnapshotSet: (state) => isOpen(state) && state.set === 'started',
  PrepareForBackup: (state) =>
    isOpen(state) &&
    state.choice !== undefined &&
    state.metadata !== 'none' &&
    state.set === 'started' &&
    state.preparation === 'none',
  DoSnapshotSet: (state) => isOpen(state) && state.preparation === 'done' && state.set === 'started',
  GatherWriterStatus: (state) =>
    state.isInitialized && state.pending === undefined && state.metadata !== 'none',
  GetWriterStatusCount: (state) => state.pending === undefined && state.hasStatus,
  GetWriterStatus: (state) => state.pending === undefined && state.hasStatus,
  FreeWriterStatus: (state) => state.pending === undefined && state.hasStatus,
  GetSnapshotProperties: (state) => isReady(state) && state.set === 'created',
  GetWriterComponentsCount: (state) => isReady(state) && state.metadata !== 'none',
  GetWriterComponents: (state) => isReady(state) && state.metadata !== 'none',
  SetBackupSucceeded: (state) => isOpen(state) && state.set === 'created',
  BackupComplete: (state) => isOpen(state) && state.set === 'created',
  SaveAsXML: (state) => state.isInitialized && state.pending === undefined,
  AbortBackup: (state) => isOpen(state) && state.preparation === 'done',
  DeleteSnapshots: (state) => state.isInitialized && state.pending === undefined,
};
