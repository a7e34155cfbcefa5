import type { SetProgress } from '@dsbackup/backup-set';
import type { Advance } from './advance.js';

/** How far the work on a set is. */
export function advanceOf({ step, bytes, totalBytes, path }: SetProgress): Advance {
  return { done: bytes, total: totalBytes, subject: step === 'walk' ? `the trees of ${path}` : path };
}
