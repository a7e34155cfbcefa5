import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from '@dsbackup/session';

/**
 * Makes a folder and those above it that are missing; answers the topmost that it made. Not Node's `recursive`: on a file
 * system that answers ENOENT to making a folder, as /proc does, Node 20 tries again without end.
 */
export async function makeFolders(path: string): Promise<string | undefined> {
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    // A folder that is there answers EEXIST, as a file does; the root of a drive on Windows answers EPERM.
    if (await isFolder(path)) return undefined;
    if (!isSystemError(error, 'ENOENT') || dirname(path) === path) throw error;
  }
  const topmost = await makeFolders(dirname(path));
  await mkdir(path);
  return topmost ?? path;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
