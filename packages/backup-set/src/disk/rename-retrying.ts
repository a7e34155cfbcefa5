import { rename } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { isSystemError } from './disk-error.js';

/** Milliseconds before each further try: 4 seconds in all. */
const pauses = [20, 50, 100, 200, 400, 800, 1000, 1430];

/**
 * Renames, trying again on EPERM, EACCES and EBUSY: on Windows a virus scanner or an indexer may hold a file
 * of the folder open for a moment. `renameOnce` is there for tests.
 */
export async function renameRetrying(from: string, to: string, renameOnce = rename): Promise<void> {
  for (const pause of pauses) {
    try {
      return await renameOnce(from, to);
    } catch (error) {
      if (!isSystemError(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await setTimeout(pause);
    }
  }
  await renameOnce(from, to);
}
