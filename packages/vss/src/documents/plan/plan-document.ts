import type { VSS_ID } from '../../native/hresult.js';

/** Files that a component names. */
export interface PlanFileSpec {
  readonly list: 'databases' | 'logs' | 'others';
  /** As the writer wrote it. */
  readonly path: string;
  readonly filespec: string;
  readonly recursive: boolean;
  readonly alternateLocation: string | null;
  readonly isIn: boolean;
  readonly reason: string;
  /** Where its files are read: a volume's own name. Null where the machine's mount points are not known. */
  readonly volume: string | null;
  /** Null where its size is not known. */
  readonly bytes: number | null;
}

/** A component of a writer. */
export interface PlanComponent {
  /** The one by which files, outcomes and the set name it; no other component has it. */
  readonly key: string;
  /** VSS_CT_*. */
  readonly type: number;
  readonly logicalPath: string | null;
  readonly name: string;
  readonly selectable: boolean;
  /** VSS_CF_* bits. */
  readonly flags: number;
  /** Explicit ones are added by AddComponent; implicit ones come with `explicitKey`. */
  readonly verdict: 'explicit' | 'implicit' | 'out';
  /** The component that answers for it; null for one that is out. */
  readonly explicitKey: string | null;
  readonly reason: string;
  /** The volumes that must be in the snapshot set for it; null where not all are known. */
  readonly volumes: readonly string[] | null;
  /** Null where the size of one of its file specs is not known. */
  readonly bytes: number | null;
  readonly fileSpecCount: number;
  /** Null where they were left out to bound the plan: the writer's own document has them. */
  readonly fileSpecs: readonly PlanFileSpec[] | null;
}

/** Files that are left out, though a component may name them. */
export interface PlanExclude {
  readonly path: string;
  readonly filespec: string;
  readonly recursive: boolean;
  /** Who leaves them out: the writer, or a value of `FilesNotToBackup`. */
  readonly by: string;
}

/** A writer that reported. */
export interface PlanWriter {
  readonly instanceId: VSS_ID;
  readonly writerId: VSS_ID;
  readonly name: string;
  /** VSS_UT_*. */
  readonly usage: number;
  readonly takesPart: boolean;
  readonly reason: string;
  /** Null where they were not read, since the preset takes nothing of the writer. */
  readonly components: readonly PlanComponent[] | null;
  readonly excludes: readonly PlanExclude[];
}

/** A volume that must be in the snapshot set. */
export interface PlanVolume {
  /** `\\?\Volume{...}\`. */
  readonly volume: string;
  readonly mountPoints: readonly string[];
  /** What the file specs on it name, each set of files counted once; null where not all is known. */
  readonly bytes: number | null;
}

/**
 * What a backup takes, what it doesn't, and why: every writer, component and file spec with its verdict. Plain data,
 * so that it is the same read back from JSON; `planSchema` is its JSON Schema.
 */
export interface PlanDocument {
  readonly format: 'dsbackup-vss-plan';
  readonly version: 1;
  readonly preset: string;
  /** VSS_BT_*. */
  readonly backupType: number;
  readonly bootableSystemState: boolean;
  readonly writers: readonly PlanWriter[];
  readonly volumes: readonly PlanVolume[];
  readonly bytes: number | null;
  /** What the registry leaves out, of every writer. */
  readonly excludes: readonly PlanExclude[];
  readonly warnings: readonly string[];
}
