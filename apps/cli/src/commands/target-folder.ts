import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DsBackupError } from 'dsbackup';
import { errnoOf } from '../output/describe-error.js';

/** A folder of sets that can be written. */
export interface TargetFolder {
  /** Takes away what was made of it, as far as nothing is in it. */
  removeMade(): Promise<void>;
}

/**
 * Makes the folder if it isn't there, and shows that something can be made in it: asked before a shadow copy is made, which
 * takes minutes. Rejects with `TARGET_UNWRITABLE` or `INSUFFICIENT_STORAGE`, and nothing is left behind.
 */
export async function takeTargetFolder(folder: string): Promise<TargetFolder> {
  const path = resolve(folder);
  const made: string[] = [];
  const removeMade = async () => {
    for (const each of made.toReversed()) await rmdir(each).catch(() => undefined);
  };
  try {
    await makeFolders(path, made);
    // Rights alone don't tell: a share, a quota or a read-only disk has its own say.
    await rmdir(await mkdtemp(join(path, '.dsbackup-')));
  } catch (error) {
    await removeMade();
    throw targetError(error, path);
  }
  return { removeMade };
}

/** Not Node's `recursive`, which on /proc tries again without end in Node 20. `made` gets each that was made, topmost first. */
async function makeFolders(path: string, made: string[]): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolders(dirname(path), made);
  try {
    await mkdir(path);
    made.push(path);
  } catch (error) {
    // Another backup may have made it in between.
    if (errnoOf(error) !== 'EEXIST' || !(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'a file is in its place',
  ENOTDIR: 'a file is in its way',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota is used up',
};

function targetError(error: unknown, path: string): unknown {
  const errno = errnoOf(error);
  if (errno === undefined) return error;
  const isFull = errno === 'ENOSPC' || errno === 'EDQUOT';
  const message = `Sets can't be written to ${path}: ${reasons[errno] ?? errno}. Nothing was backed up.`;
  return new DsBackupError({
    code: isFull ? 'INSUFFICIENT_STORAGE' : 'TARGET_UNWRITABLE',
    message,
    cause: error,
  });
}
