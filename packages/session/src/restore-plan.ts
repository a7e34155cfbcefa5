import type { FileKind } from './backup-file.js';

/**
 * One file to be put back.
 *
 * A session knows its files by identity: hand `createFile` the object of the registered plan, not a copy. So nothing
 * outside the plan can be written, whatever a damaged or hostile set says.
 */
export interface RestoreFile {
  /** The whole path of the destination, as Windows names it. No two files of a plan have the same, in any case of letters. */
  readonly path: string;
  /** The path that it was backed up from. */
  readonly backedUpAs: string;
  /** A `directory` and a `reparse-point` have no bytes: they are created and closed. */
  readonly kind: FileKind;
  /** Bytes of the whole file; 0 where it has none. It is placed when exactly so many were written and it was closed. */
  readonly size: number;
  /** The component that it belongs to, where the backup had components. */
  readonly component?: string;
  /** Times as ISO 8601 in UTC, to be set where known. */
  readonly created?: string;
  readonly modified?: string;
  /** Windows file attributes (FILE_ATTRIBUTE_*), as a bit mask. */
  readonly attributes?: number;
  /** Owner, group and access list in the Security Descriptor Definition Language. */
  readonly securityDescriptor?: string;
  /** Where a reparse point leads. */
  readonly reparseTarget?: string;
}

/** A database, as it was backed up and as it comes back: one element of the DLL's `EDB_RSTMAP`. */
export interface RestoreMapping {
  /** Its name when it was backed up. */
  readonly backedUpAs: string;
  /** Its new name, with its place. */
  readonly restoreTo: string;
}

/** What Windows must know to replay the backed-up logs into the database at the next start. */
export interface LogReplay {
  readonly checkpointDirectory: string;
  /** Where the logs live in service; new ones are made there if it is empty. */
  readonly logDirectory: string;
  /** Where the backed-up logs are when the directory starts; may be `logDirectory` itself. */
  readonly backedUpLogDirectory: string;
  /** The lowest and the highest generation to replay, from the logs' own headers. No gap between them is allowed. */
  readonly lowestGeneration: number;
  readonly highestGeneration: number;
}

/** What a restore is going to do, told to Windows by `register` before anything is written. */
export interface RestorePlan {
  /** Every database that comes back, at least one. */
  readonly databases: readonly RestoreMapping[];
  /** Needed where `capabilities.replaysLogs`. */
  readonly logReplay?: LogReplay;
  /**
   * Every file that is going to be placed, at least one. Or `'placed-by-caller'`: you put the files in place by means of
   * your own between `register` and `complete`, as a program does that was written for ntdsbcli.dll, which has no call that
   * writes. The session then vouches for the calls and not for the files, nor can `abort` put back what was there.
   */
  readonly files: readonly RestoreFile[] | 'placed-by-caller';
}
