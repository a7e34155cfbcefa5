import type { WriterStatus } from '../requester/writer-status.js';
import type { Variables } from './expand-variables.js';
import type { RegistryExclude } from './files-not-to-backup.js';
import type { SysvolFacts } from './sysvol-keeper.js';

/** What the machine says beside its writers; each part is optional, and what is not known is not held against it. */
export interface SelectionFacts {
  /** Then the directory and SYSVOL must be in the system state. */
  readonly isDomainController?: boolean | undefined;
  readonly sysvol?: SysvolFacts | undefined;
  /** Entries of `FilesNotToBackup`. */
  readonly filesNotToBackup?: readonly RegistryExclude[] | undefined;
  /** What each writer said of itself: one that the preset takes and that failed at identify refuses the plan. */
  readonly statuses?: readonly WriterStatus[] | undefined;
  /** What `%SystemRoot%` and the like stand for. Without them, excludes match what is written alike. */
  readonly variables?: Variables | undefined;
}
