import { createPageScanner, type DatabaseScan, type PageScannerOptions } from '@dsbackup/ese';
import { startThreadPageCheck } from './thread-page-check.js';

/** What a page check must know beforehand. */
export type PageCheckOptions = Pick<PageScannerOptions, 'pageSize' | 'lastOwnedPage' | 'mapCells'>;

/** Checks the pages of a database while somebody else reads and hashes it. */
export interface PageCheck {
  /** The next bytes of the database; they are free again when it resolves. */
  push(chunk: Uint8Array): Promise<void>;
  finish(): Promise<DatabaseScan>;
  /** Lets go of what it holds, finished or not. */
  close(): Promise<void>;
}

/** From this many bytes on a thread of its own, which takes some 70 ms to start, pays. */
export const threadFrom = 64 * 1024 * 1024;

/** Starts checking a database of `bytes` bytes: in another thread if it is large and its program was built, else right here. */
export async function startPageCheck(bytes: number, options: PageCheckOptions): Promise<PageCheck> {
  const thread = bytes >= threadFrom ? await startThreadPageCheck(options) : undefined;
  return thread ?? inlinePageCheck(options);
}

/** Checks pages in the calling thread. */
export function inlinePageCheck(options: PageCheckOptions): PageCheck {
  const scanner = createPageScanner(options);
  return {
    push: async (chunk) => scanner.push(chunk),
    finish: async () => scanner.finish(),
    close: async () => {},
  };
}
