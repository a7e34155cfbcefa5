import type { DirectorySnapshot } from '../directory/directory-snapshot.js';
import type { ComponentDefinition, WriterDefinition } from './writers/writer-definition.js';

/** A writer in one backup. */
export interface RunningWriter {
  readonly definition: WriterDefinition;
  readonly instanceId: string;
  /** VSS_WRITER_STATE, and why if it failed. */
  state: number;
  hrFailure: number;
}

/** A component that the requester added. */
export interface ChosenComponent {
  readonly writer: RunningWriter;
  readonly component: ComponentDefinition;
  succeeded: boolean | undefined;
  backupMetadata: string | undefined;
}

/** One volume of a snapshot set, and once it exists, its shadow copy. */
export interface SetMember {
  readonly snapshotId: string;
  readonly volume: string;
  device: number | undefined;
  snapshot: DirectorySnapshot | undefined;
}

/** What SetBackupState said. */
export interface BackupStateChoice {
  readonly selectComponents: boolean;
  readonly bootableSystemState: boolean;
  readonly backupType: number;
  readonly partialFileSupport: boolean;
}

/** Where a requester's object stands in its one backup. */
export interface RequesterState {
  isInitialized: boolean;
  hasContext: boolean;
  choice: BackupStateChoice | undefined;
  metadata: 'none' | 'gathered' | 'freed';
  hasStatus: boolean;
  writers: RunningWriter[];
  chosen: ChosenComponent[];
  set: 'none' | 'started' | 'created' | 'failed';
  setId: string | undefined;
  members: SetMember[];
  createdAt: Date | undefined;
  preparation: 'none' | 'done' | 'failed';
  isComplete: boolean;
  isAborted: boolean;
  /** The operation whose IVssAsync has not ended yet. */
  pending: string | undefined;
}

/** A new object, before InitializeForBackup. */
export function newRequesterState(): RequesterState {
  return {
    isInitialized: false,
    hasContext: false,
    choice: undefined,
    metadata: 'none',
    hasStatus: false,
    writers: [],
    chosen: [],
    set: 'none',
    setId: undefined,
    members: [],
    createdAt: undefined,
    preparation: 'none',
    isComplete: false,
    isAborted: false,
    pending: undefined,
  };
}
