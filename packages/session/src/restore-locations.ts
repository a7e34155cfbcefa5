/** Where Windows wants one database. */
export interface RestoreDatabaseLocation {
  /** The file's name, such as `ntds.dit`. */
  readonly name: string;
  /** The file's whole path, as Windows gives it: it may be a path of an administrative share. */
  readonly path: string;
}

/** Where a restore puts things: what DsRestoreGetDatabaseLocations answers, or what the saved writer metadata says. */
export interface RestoreLocations {
  readonly databases: readonly RestoreDatabaseLocation[];
  /** The folder of the transaction logs; absent where Windows named none. */
  readonly logDirectory?: string;
  /** The folder of the checkpoint file; absent where Windows named none. */
  readonly checkpointDirectory?: string;
}
