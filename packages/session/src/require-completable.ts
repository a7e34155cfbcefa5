import type { DriverLink } from './driver-link.js';
import type { FileLedger } from './file-ledger.js';
import type { FileLists } from './file-lists.js';
import type { CompleteOptions } from './ibackup-session.js';

/** What a backup has to show for itself before it may be called complete. */
export interface BackupSoFar {
  readonly link: DriverLink;
  readonly ledger: FileLedger;
  readonly lists: FileLists;
}

/** Throws `UNSUPPORTED`, `TRUNCATE_REFUSED` or `FILES_UNREAD` unless the backup may be completed as asked. */
export function requireCompletable(backup: BackupSoFar, options: CompleteOptions): void {
  if (options.truncateLogs === true) requireTruncatable(backup);
  requireFilesRead(backup);
}

function requireTruncatable({ link, ledger }: BackupSoFar): void {
  if (!link.driver.capabilities.truncatesLogs) {
    const message = `complete: the backend "${link.driver.backend}" cannot cut logs.`;
    throw link.refusal({ code: 'UNSUPPORTED', message });
  }
  if (!ledger.flawed) return;
  throw link.refusal({
    code: 'TRUNCATE_REFUSED',
    message:
      'complete: a file was skipped or failed, so the logs are not cut; an earlier backup may still need them.',
    hint: 'Complete without truncateLogs.',
  });
}

function requireFilesRead({ link, ledger, lists }: BackupSoFar): void {
  const unasked = lists.unasked();
  if (unasked.length > 0) {
    const message = `complete: not every list was asked for to its end: ${unasked.join(', ')}.`;
    throw link.refusal({ code: 'FILES_UNREAD', message });
  }
  for (const { component, unread, failed } of ledger.tallies()) {
    if (failed > 0) {
      const message = `complete: ${failed} file(s) of "${component}" failed; skip them by name, or give the backup up.`;
      throw link.refusal({ code: 'FILES_UNREAD', message });
    }
    if (unread > 0) {
      const message = `complete: ${unread} file(s) of "${component}" were not read to their end and closed.`;
      throw link.refusal({ code: 'FILES_UNREAD', message });
    }
  }
}
