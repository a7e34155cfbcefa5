import type { DatabaseInspection, DatabaseScan, DatabaseState, RestorabilityVerdict } from '@dsbackup/ese';

/** What a set's verification says of one database: plain data. */
export interface DatabaseFacts {
  /** The original path. */
  readonly path: string;
  readonly bytes: number;
  readonly pageSize: number;
  readonly state: DatabaseState | 'unknown';
  /** Whether it would come back, with the logs of the set. */
  readonly restorability: RestorabilityVerdict;
  /** Log generations that make it whole; absent for one that needs none. */
  readonly requiredLogs?: { readonly first: number; readonly last: number };
  /** Pages after the header by what their checksums say. `badPastOwned` of the bad ones belong to no table. */
  readonly pages: Pick<DatabaseScan, 'pages' | 'good' | 'zero' | 'bad' | 'badPastOwned' | 'correctable'>;
}

/** A database that was read whole. */
export interface CheckedDatabase {
  readonly path: string;
  readonly inspection: DatabaseInspection;
  readonly scan: DatabaseScan;
  /** Its stored bytes are what was written, so that what is wrong with them was wrong at the source. */
  readonly isAsWritten: boolean;
}

/** The facts of a database and the verdict on it. */
export function databaseFacts(
  { path, inspection, scan }: CheckedDatabase,
  restorability: RestorabilityVerdict,
): DatabaseFacts {
  const { generationMinRequired: first, generationMaxRequired: last } = inspection.header;
  const { pages, good, zero, bad, badPastOwned, correctable } = scan;
  return {
    path,
    bytes: scan.bytes,
    pageSize: scan.pageSize,
    state: inspection.state ?? 'unknown',
    restorability,
    ...(last === 0 ? {} : { requiredLogs: { first, last } }),
    pages: { pages, good, zero, bad, badPastOwned, correctable },
  };
}
