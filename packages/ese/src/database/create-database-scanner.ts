import type { PageScanner, PageScannerOptions } from './database-scan.js';
import type { DatabaseInspection } from './inspect-database.js';
import { createPageScanner } from './page-scanner.js';

/**
 * A scanner for the pages of a database whose header was inspected: it knows what the database owns, and, for one that was
 * shut down cleanly, that no page may be newer than the header.
 */
export function createDatabaseScanner(
  { pageSize, owned, state, header }: DatabaseInspection,
  options: Pick<PageScannerOptions, 'buffers' | 'onFinding' | 'mapCells'> = {},
): PageScanner {
  return createPageScanner({
    ...options,
    pageSize,
    lastOwnedPage: owned?.lastPage,
    newestDbtime: state === 'clean-shutdown' ? header.dbtime : undefined,
  });
}
