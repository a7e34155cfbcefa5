import type { VSS_ID } from '../native/hresult.js';

/** A set of files as a writer names it: a folder, a wildcard in it, and whether its subfolders count. */
export interface FileSpec {
  /** As the writer wrote it: may hold `%SystemRoot%` and the like. */
  readonly path: string;
  readonly filespec: string;
  readonly recursive: boolean;
  /**
   * Where the writer keeps the files for the time of the backup, if not in `path`. They are restored to `path`.
   */
  readonly alternateLocation: string | null;
  /** VSS_FSBT_* bits. */
  readonly backupTypeMask: number;
}

/** A component as its writer describes it. */
export interface WriterComponent {
  /** VSS_CT_*. */
  readonly type: number;
  readonly logicalPath: string | null;
  readonly name: string;
  /** Null where it has none, or an empty one. */
  readonly caption: string | null;
  readonly selectable: boolean;
  readonly selectableForRestore: boolean;
  readonly restoreMetadata: boolean;
  readonly notifyOnBackupComplete: boolean;
  /** VSS_CF_* bits. */
  readonly flags: number;
  readonly dependencies: number;
  readonly databases: readonly FileSpec[];
  readonly logs: readonly FileSpec[];
  readonly files: readonly FileSpec[];
}

/** Who a writer is. */
export interface WriterIdentity {
  readonly instanceId: VSS_ID;
  /** The writer's class: the same on every machine. */
  readonly writerId: VSS_ID;
  readonly name: string;
  /** VSS_UT_*. */
  readonly usage: number;
  /** VSS_ST_*. */
  readonly source: number;
}

/** What a writer has to back up. */
export interface WriterContents {
  readonly components: readonly WriterComponent[];
  /** Files that are left out though a component names them. */
  readonly excludes: readonly FileSpec[];
}

/** One writer, as it reported. */
export interface WriterMetadata extends WriterIdentity {
  /**
   * Absent where the backup's preset has no use for the writer: reading it costs six calls for every file spec.
   */
  readonly contents: WriterContents | undefined;
}

/** A writer's metadata with the document that a restore asks for. */
export interface GatheredWriter {
  readonly writer: WriterMetadata;
  /** `IVssExamineWriterMetadata::SaveAsXML`, untouched. */
  readonly document: string;
}
