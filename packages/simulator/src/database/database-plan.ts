import { isPageSize } from '@dsbackup/ese';
import { SimulatorError } from '../simulator-error.js';
import type { DatabaseIdentity } from './database-identity.js';
import type { Extent } from './space-tree.js';
import { datatableRoot } from './table-definitions.js';

/** The sizes of pages that a database can be made with. */
const databasePageSizes = [4096, 8192, 16384, 32768] as const;
/** The two headers, the fixed tables, and a datatable with more than a page. */
const fewestPages = 64;
/** Page numbers are signed 32-bit numbers. */
const mostPages = 0x7fffffff;
const headerPages = 2;
const firstExtent = 256;
const mostExtents = 32;

/** A database to be made. */
export interface DatabasePlan {
  readonly pageSize: number;
  /** Of the file: two headers and all pages. */
  readonly bytes: number;
  readonly lastPage: number;
  readonly datatablePages: number;
  /** How the file grew, as the tree of owned extents tells it. */
  readonly extents: readonly Extent[];
  readonly shutdown: 'dirty' | 'clean';
  readonly seed: number;
  readonly identity: DatabaseIdentity;
  /** The size of each log in bytes. */
  readonly logSize: number;
}

/**
 * How many pages a database of a size has, rounded up to whole pages.
 *
 * @throws SimulatorError `INVALID_OPTION` for another page size than 4, 8, 16 or 32 KiB, fewer than 64 pages, or more than 2^31 - 1
 */
export function pagesFor(size: number, pageSize: number): { lastPage: number; bytes: number } {
  if (!isPageSize(pageSize) || !(databasePageSizes as readonly number[]).includes(pageSize)) {
    throw new SimulatorError(
      'INVALID_OPTION',
      `A page has ${databasePageSizes.join(', ')} bytes, not ${pageSize}.`,
    );
  }
  const pages = Math.ceil(size / pageSize);
  if (!Number.isSafeInteger(pages) || pages < fewestPages || pages > mostPages) {
    const bounds = `from ${fewestPages * pageSize} to ${mostPages * pageSize}`;
    throw new SimulatorError(
      'INVALID_OPTION',
      `A database with pages of ${pageSize} bytes cannot have ${size} bytes: it has ${bounds}.`,
    );
  }
  return { lastPage: pages - headerPages, bytes: pages * pageSize };
}

/** The pages that the datatable has: all from its root on. */
export function datatablePagesOf(lastPage: number): number {
  return lastPage - datatableRoot + 1;
}

/** The extents of a file, first to last: what it was made with, then equal steps. */
export function extentsOf(lastPage: number): readonly Extent[] {
  const step = Math.max(firstExtent, Math.ceil((lastPage - firstExtent) / (mostExtents - 1)));
  const extents: Extent[] = [];
  for (let last = 0; last < lastPage; ) {
    const count = Math.min(last === 0 ? firstExtent : step, lastPage - last);
    last += count;
    extents.push({ last, count });
  }
  return extents;
}
