import { isSystemError } from '@dsbackup/session';
import { diskError } from './disk-error.js';

const full = {
  code: 'INSUFFICIENT_STORAGE',
  hint: 'Free space on the target or choose another; nothing of this run that looks like a set was left behind.',
} as const;

/**
 * Runs a step that writes to `path` and tells its failure in this package's words: `INSUFFICIENT_STORAGE`
 * for a full disk or quota, `TARGET_EXISTS`, or `TARGET_UNWRITABLE` for everything else.
 */
export async function withTargetErrors<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw targetError(error, path);
  }
}

function targetError(error: unknown, path: string): unknown {
  const doing = 'could not write';
  if (isSystemError(error, 'ENOSPC', 'EDQUOT', 'EFBIG')) return diskError(error, { doing, path, ...full });
  if (isSystemError(error, 'EEXIST', 'ENOTEMPTY')) {
    return diskError(error, { doing: 'will not overwrite', path, code: 'TARGET_EXISTS' });
  }
  return diskError(error, { doing, path, code: 'TARGET_UNWRITABLE' });
}
