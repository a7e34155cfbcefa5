import type { FileSpec } from './writer-metadata.js';

/** How a writer wants its files put back. */
export interface RestoreMethod {
  /** VSS_RME_*. */
  readonly method: number;
  /** VSS_WRE_*: when the writer itself has to take part. */
  readonly writerRestore: number;
  readonly rebootRequired: boolean;
  /** The service to stop and start, for the methods that name one. */
  readonly service: string | null;
  readonly userProcedure: string | null;
  /** Where files go that can't go back to where they were. */
  readonly mappings: readonly FileSpec[];
}

/** What a writer says of itself beside what it has to back up. */
export interface WriterDetails {
  /** Tells apart the instances of one class where the name doesn't. */
  readonly instanceName: string | null;
  readonly version: { readonly major: number; readonly minor: number };
  /** VSS_BS_* bits: the kinds of backup that it knows. */
  readonly backupSchema: number;
  /** Null where it names none, as BITS and Shadow Copy Optimization do. */
  readonly restoreMethod: RestoreMethod | null;
  /** Files that are not in the shadow copy at all. */
  readonly excludesFromSnapshot: readonly FileSpec[];
}
