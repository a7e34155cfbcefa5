/** Files as a writer names them. */
export interface FileSpec {
  /** May hold names such as `%SystemRoot%`. */
  readonly path: string;
  readonly filespec: string;
  readonly recursive?: boolean;
}

/** A component of a writer. */
export interface ComponentDefinition {
  /** VSS_CT_DATABASE or VSS_CT_FILEGROUP. */
  readonly type: number;
  readonly logicalPath: string | null;
  readonly name: string;
  readonly caption: string;
  readonly selectable: boolean;
  readonly notifyOnBackupComplete: boolean;
  /** VSS_CF_*. */
  readonly flags: number;
  readonly files: readonly FileSpec[];
  readonly databaseFiles: readonly FileSpec[];
  readonly logFiles: readonly FileSpec[];
  /** What the writer wants kept with the backup; asked for once the snapshot exists. */
  readonly backupMetadata?: (now: Date) => string;
}

/** A writer, as it describes itself. */
export interface WriterDefinition {
  readonly name: string;
  readonly writerId: string;
  /** VSS_USAGE_TYPE and VSS_SOURCE_TYPE. */
  readonly usage: number;
  readonly source: number;
  /** The words of RESTORE_METHOD in the document. */
  readonly restoreMethod: string;
  readonly rebootRequired: boolean;
  readonly components: readonly ComponentDefinition[];
  readonly excludeFiles: readonly FileSpec[];
}

/** A file group, with what nearly all of them have in common. */
export function fileGroup(
  fields: Pick<ComponentDefinition, 'logicalPath' | 'name' | 'selectable' | 'files'> &
    Partial<ComponentDefinition>,
): ComponentDefinition {
  return {
    type: 2,
    caption: fields.name,
    notifyOnBackupComplete: false,
    flags: 0,
    databaseFiles: [],
    logFiles: [],
    ...fields,
  };
}
