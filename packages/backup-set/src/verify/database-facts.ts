import type {
  DatabaseInspection,
  DatabaseScan,
  DatabaseState,
  PageMap,
  Restorability,
  RestorabilityReason,
  RestorabilityVerdict,
} from '@dsbackup/ese';
import type { StructureFacts } from './structure-check.js';

/** What a set's verification says of one database: plain data. */
export interface DatabaseFacts {
  /** The original path. */
  readonly path: string;
  readonly bytes: number;
  readonly pageSize: number;
  /** What `esentutl` prints as `1568,20,0`. */
  readonly format: { readonly version: number; readonly updateMajor: number; readonly updateMinor: number };
  readonly state: DatabaseState | 'unknown';
  /** Whether it would come back, with the logs of the set. */
  readonly restorability: RestorabilityVerdict;
  /** Every reason for that, each with the number that Windows would give. */
  readonly reasons: readonly RestorabilityReason[];
  /** Log generations that make it whole; absent for one that needs none. */
  readonly requiredLogs?: { readonly first: number; readonly last: number };
  /** The last generation that has transactions of it; absent for one that needs none. */
  readonly lastCommittedLog?: number;
  /** The last page that the database owns; absent if that can't be read. */
  readonly lastOwnedPage?: number;
  /** The file against what the database owns. */
  readonly extent: DatabaseInspection['extent'];
  /** Pages after the header by what their checksums say. `badPastOwned` of the bad ones belong to no table. */
  readonly pages: Pick<DatabaseScan, 'pages' | 'good' | 'zero' | 'bad' | 'badPastOwned' | 'correctable'>;
  /** Where they lie, if it was asked for. */
  readonly map?: PageMap;
  /** Its tables and trees, if they were to be followed and could be. */
  readonly structure?: StructureFacts;
}

/** A database that was read whole. */
export interface CheckedDatabase {
  readonly path: string;
  readonly inspection: DatabaseInspection;
  readonly scan: DatabaseScan;
  /** Its stored bytes are what was written, so that what is wrong with them was wrong at the source. */
  readonly isAsWritten: boolean;
  readonly structure: StructureFacts | undefined;
}

/** The facts of a database and the verdict on it. */
export function databaseFacts(
  { path, inspection, scan, structure }: CheckedDatabase,
  { verdict, reasons }: Restorability,
): DatabaseFacts {
  const { generationMinRequired: first, generationMaxRequired: last } = inspection.header;
  const { version, updateMajor, updateMinor, generationMaxCommitted } = inspection.header;
  const { pages, good, zero, bad, badPastOwned, correctable } = scan;
  return {
    path,
    bytes: scan.bytes,
    pageSize: scan.pageSize,
    state: inspection.state ?? 'unknown',
    format: { version, updateMajor, updateMinor },
    restorability: verdict,
    reasons,
    ...(last === 0 ? {} : { requiredLogs: { first, last }, lastCommittedLog: generationMaxCommitted }),
    ...(inspection.owned === undefined ? {} : { lastOwnedPage: inspection.owned.lastPage }),
    extent: inspection.extent,
    pages: { pages, good, zero, bad, badPastOwned, correctable },
    ...(scan.map === undefined ? {} : { map: scan.map }),
    ...(structure === undefined ? {} : { structure }),
  };
}
