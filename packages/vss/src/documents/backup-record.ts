import type { GatheredWriter } from '../metadata/writer-metadata.js';
import type { ComponentMetadata } from '../requester/read-component-metadata.js';
import type { WriterStatus } from '../requester/writer-status.js';
import type { BackupPlan } from '../select/backup-plan.js';
import type { LocatedPlan } from '../volumes/locate-plan.js';
import type { ShadowVolume } from '../volumes/shadow-volume.js';

/** What each writer said after one step. */
export interface StatusReport {
  /** The step: `PrepareForBackup`, `DoSnapshotSet` or `BackupComplete`. */
  readonly after: string;
  readonly writers: readonly WriterStatus[];
}

/** All that is known of a backup whose shadow copy exists. */
export interface BackupRecord {
  readonly plan: BackupPlan;
  readonly located: LocatedPlan;
  readonly writers: readonly GatheredWriter[];
  readonly volumes: ReadonlyMap<string, ShadowVolume>;
  readonly statuses: readonly StatusReport[];
  readonly componentMetadata: readonly ComponentMetadata[];
}
