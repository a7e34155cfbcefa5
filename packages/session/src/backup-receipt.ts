import type { BackupCapabilities } from './backup-capabilities.js';

/** A file that the caller chose not to back up, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** The verdict on one component: it succeeded only if every file it listed was read to its end. */
export interface ComponentOutcome {
  readonly component: string;
  readonly succeeded: boolean;
  /** Files that were read to their end and closed; directories and reparse points are not among them. */
  readonly files: number;
  /** Bytes of those files, as `read` gave them. */
  readonly bytes: number;
  readonly skipped: readonly SkippedFile[];
}

/** A document that belongs to the backup and that a restore asks for again. */
export interface BackupDocument {
  /** A plain file name, such as `backup-components.xml`: no folders, no drive. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What must be durable before success is declared: see `complete({ beforeCommit })`. */
export interface BackupCommit {
  readonly components: readonly ComponentOutcome[];
  readonly documents: readonly BackupDocument[];
  /** Opaque; it dates the backup and a restore needs it. Keep every byte. Absent where the backend has none. */
  readonly expiryToken?: Uint8Array;
}

/** What Windows accepted. */
export interface BackupReceipt extends BackupCommit {
  readonly backend: string;
  readonly coverage: BackupCapabilities['coverage'];
  readonly logsTruncated: boolean;
  /** Things the operator should read: each also makes the command end with "done with warnings". */
  readonly warnings: readonly string[];
}
