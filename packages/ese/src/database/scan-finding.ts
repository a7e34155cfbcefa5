import type { BadPage } from '../checksum/check-page.js';
import type { PageLayout } from '../checksum/page-layout.js';
import type { Finding } from '../finding.js';
import { JetError } from '../jet-error.js';

/** What a scan of all pages may have to say. */
export type ScanFindingCode =
  | 'BAD_CHECKSUM'
  | 'BAD_CHECKSUM_PAST_OWNED'
  | 'HEADER_BAD'
  | 'SHADOW_BAD'
  | 'TRAILER_PAGE'
  | 'DBTIME_AFTER_HEADER'
  | 'TRUNCATED'
  | 'ODD_TAIL';

/** A finding with its place in the file. */
export interface ScanFinding extends Finding<ScanFindingCode> {
  /** In bytes from the start of the file. */
  readonly offset: number;
  /** When it is about one page that has a number. */
  readonly pgno?: number;
  /** For a bad checksum: what stands there, what should, and whether ESE could repair it. */
  readonly check?: BadPage;
}

export function badPageFinding(
  { pgno, check, pastOwned }: { readonly pgno: number; readonly check: BadPage; readonly pastOwned: boolean },
  { pageSize }: PageLayout,
): ScanFinding {
  const place = { offset: (pgno + 1) * pageSize, pgno, check };
  if (pastOwned) {
    const message = `Page ${pgno} has a bad checksum, but lies after the last page that the database owns: no damage.`;
    return { code: 'BAD_CHECKSUM_PAST_OWNED', severity: 'note', message, ...place };
  }
  const message = `Page ${pgno} has a bad checksum${judgement(check)}.`;
  return { code: 'BAD_CHECKSUM', severity: 'error', message, jet: check.jet, ...place };
}

function judgement({ correctableBits, misplacedFrom }: BadPage): string {
  if (correctableBits !== undefined) {
    return `; ESE would repair it on reading (${correctableBits.length === 1 ? 'one bit is' : 'some bits are'} flipped)`;
  }
  return misplacedFrom === undefined
    ? ''
    : `; it seems to be page ${misplacedFrom}, written to the wrong place`;
}

export function badHeaderFinding(
  { isShadow, fatal }: { readonly isShadow: boolean; readonly fatal: boolean },
  { pageSize }: PageLayout,
): ScanFinding {
  return {
    code: isShadow ? 'SHADOW_BAD' : 'HEADER_BAD',
    severity: fatal ? 'error' : 'warning',
    message: `The ${isShadow ? 'shadow of the header' : 'header'} has a bad checksum${fatal ? ', and so has the header' : ''}.`,
    jet: JetError.ReadVerifyFailure,
    offset: isShadow ? pageSize : 0,
  };
}

export function trailerFinding(pgno: number, { pageSize }: PageLayout): ScanFinding {
  const message = `The last page, ${pgno}, is the trailer of a streaming backup.`;
  return { code: 'TRAILER_PAGE', severity: 'note', message, pgno, offset: (pgno + 1) * pageSize };
}

export function truncatedFinding(
  { pages, owned }: { readonly pages: number; readonly owned: number },
  { pageSize }: PageLayout,
): ScanFinding {
  const message = `The database owns pages 1 to ${owned}, but the file ends after page ${pages}.`;
  return { code: 'TRUNCATED', severity: 'error', message, offset: (pages + 2) * pageSize };
}

export function oddTailFinding(bytes: number, offset: number): ScanFinding {
  const message = `The file ends with ${bytes} bytes that are no whole page.`;
  return { code: 'ODD_TAIL', severity: 'warning', message, offset };
}

/** Seen in a clean database that is otherwise whole, so it is only worth a note. */
export function newPagesFinding(
  { firstPage, newPages }: { readonly firstPage: number; readonly newPages: number },
  { pageSize }: PageLayout,
): ScanFinding {
  const which =
    newPages === 1 ? `Page ${firstPage} was` : `${newPages} pages, from page ${firstPage} on, were`;
  const message = `${which} changed after the header was written, by the dbtime of the database.`;
  const place = { pgno: firstPage, offset: (firstPage + 1) * pageSize };
  return { code: 'DBTIME_AFTER_HEADER', severity: 'note', message, ...place };
}
