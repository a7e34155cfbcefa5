import type { Finding } from '../finding.js';
import type { DatabaseWalk } from './database-walk.js';

/** In every database of Active Directory: its objects, its deletions and replication state, and the links between objects. */
const REQUIRED = ['datatable', 'hiddentable', 'link_table'] as const;
/**
 * In those of today. Which version of Windows brought each is not documented, so that an older database may well do without one:
 * a warning, no error.
 */
const USUAL = [
  'sd_table',
  'sdproptable',
  'sdpropcounttable',
  'link_history_table',
  'quota_table',
  'quota_rebuild_progress_table',
] as const;

/**
 * Whether the tables are there that make a database one of Active Directory (`ntds.dit`). A pure function over what `walkDatabase` found; for a database
 * that was not shut down cleanly only notes, as for every finding of a walk.
 */
export function checkDirectoryTables({
  tables,
  inspection,
}: DatabaseWalk): readonly Finding<'REQUIRED_TABLE_MISSING' | 'USUAL_TABLE_MISSING'>[] {
  const present = new Set(tables.map((table) => table.name.toLowerCase()));
  const isClean = inspection.state === 'clean-shutdown';
  const missing = <Code extends string>(
    names: readonly string[],
    { code, severity }: { readonly code: Code; readonly severity: Finding['severity'] },
  ) =>
    names
      .filter((name) => !present.has(name))
      .map((name) => ({
        code,
        severity: isClean ? severity : ('note' as const),
        message: `The table ${name} of a directory is not there.`,
      }));
  return [
    ...missing(REQUIRED, { code: 'REQUIRED_TABLE_MISSING', severity: 'error' }),
    ...missing(USUAL, { code: 'USUAL_TABLE_MISSING', severity: 'warning' }),
  ];
}
