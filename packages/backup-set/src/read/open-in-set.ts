import { constants, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { DsBackupError, isSystemError } from '@dsbackup/session';
import { diskError } from '../disk/disk-error.js';

/** A regular file of a set, open for reading. */
export interface StoredFile {
  readonly handle: FileHandle;
  /** Its size in bytes. */
  readonly size: number;
}

/**
 * Opens a file of the set by its checked place. Never follows a link and never waits for a pipe. Rejects with
 * `SET_DAMAGED` if it is missing, `UNSAFE_PATH` if it is a link or no file, `SET_UNREADABLE`.
 */
export async function openInSet(folder: string, place: string): Promise<StoredFile> {
  const path = join(folder, ...place.split('/'));
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  try {
    const handle = await open(path, flags);
    return await requireFile(handle, path);
  } catch (error) {
    const doing = 'could not open';
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) {
      throw diskError(error, { doing, path, code: 'SET_DAMAGED' });
    }
    if (isSystemError(error, 'ELOOP')) throw diskError(error, { doing, path, code: 'UNSAFE_PATH' });
    throw diskError(error, { doing, path, code: 'SET_UNREADABLE' });
  }
}

async function requireFile(handle: FileHandle, path: string): Promise<StoredFile> {
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, size: stats.size };
  await handle.close();
  throw new DsBackupError({ code: 'UNSAFE_PATH', message: `${path} is no regular file.` });
}
