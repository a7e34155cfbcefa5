import { rename } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { isSystemError } from '@dsbackup/session';

/** Milliseconds before each further try: 4 seconds in all. */
const pauses = [20, 50, 100, 200, 400, 800, 1000, 1430];

/** What the tests give in place of the disk and the clock. */
export interface RenameParts {
  readonly renameOnce?: typeof rename;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Renames, trying again on EPERM, EACCES and EBUSY: on Windows a virus scanner or an indexer may hold a file
 * of the folder open for a moment.
 */
export async function renameRetrying(
  from: string,
  to: string,
  { renameOnce = rename, wait = setTimeout }: RenameParts = {},
): Promise<void> {
  for (const pause of pauses) {
    try {
      return await renameOnce(from, to);
    } catch (error) {
      if (!isSystemError(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await wait(pause);
    }
  }
  await renameOnce(from, to);
}
