import type { WriterComponent, WriterIdentity, WriterMetadata } from '../metadata/writer-metadata.js';
import type { ExcludedFiles } from './files-not-to-backup.js';

/** A component that is in the backup. */
export interface PlannedComponent {
  /**
   * `<writer name>\<logical path>\<component name>`, without the middle part where there is none, and with the
   * writer's instance id behind the name where two writers of one name report. What `BackupFile.component` says.
   */
  readonly key: string;
  readonly writer: WriterMetadata;
  readonly component: WriterComponent;
  /** Explicit ones are added by AddComponent; implicit ones come with the ancestor of `explicitKey`. */
  readonly selection: 'explicit' | 'implicit';
  /** The key of the explicit component that answers for this one; its own, for an explicit one. */
  readonly explicitKey: string;
  /** Why it is in. */
  readonly reason: string;
}

/** A component or a whole writer that is not in the backup. */
export interface LeftOut {
  readonly writer: Pick<WriterIdentity, 'instanceId' | 'writerId' | 'name'>;
  /** Its full path under the writer; absent for the writer as a whole. */
  readonly component?: string;
  /** Why it is out. */
  readonly reason: string;
}

/** What is backed up and why. Made from metadata alone: no native call, no shadow copy. */
export interface BackupPlan {
  readonly preset: string;
  /** VSS_BT_*. */
  readonly backupType: number;
  readonly bootableSystemState: boolean;
  readonly components: readonly PlannedComponent[];
  readonly leftOut: readonly LeftOut[];
  /** What the registry leaves out, of every writer. */
  readonly filesNotToBackup: readonly ExcludedFiles[];
  /** What is not as one would expect, though the backup goes on. */
  readonly warnings: readonly string[];
}
