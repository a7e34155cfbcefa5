import { readdir, rm, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf } from '../directory/file-error.js';
import { SimulatorError } from '../simulator-error.js';
import { makeFolders } from './make-folders.js';

/** A directory to make a machine in: there and empty. */
export interface TargetDirectory {
  readonly path: string;
  /** Takes away what was made in it, and the directory itself if it was made too. */
  remove(): Promise<void>;
}

/**
 * Makes the directory, or takes an empty one.
 *
 * @throws SimulatorError `TARGET_EXISTS`, `TARGET_UNWRITABLE`
 */
export async function takeTarget(directory: string): Promise<TargetDirectory> {
  const path = resolve(directory);
  const { made, names } = await openTarget(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOTDIR') throw asSimulatorError(error, path);
    throw new SimulatorError(
      'TARGET_EXISTS',
      `${path} cannot be a directory: a file is in its place.`,
      error,
    );
  });
  if (names.length > 0) {
    throw new SimulatorError(
      'TARGET_EXISTS',
      `${path} is not empty (it holds ${names[0]}); name a directory that is empty or not there.`,
    );
  }
  return { path, remove: () => removeMade(path, made) };
}

/** Makes the directory if it is not there; what it holds, and the topmost that had to be made. */
async function openTarget(path: string): Promise<{ made: string | undefined; names: string[] }> {
  const made = await makeFolders(path);
  return { made, names: await readdir(path) };
}

async function removeMade(path: string, made: string | undefined): Promise<void> {
  if (made !== undefined) await rm(made, { recursive: true, force: true });
  else
    await Promise.all(
      (await readdir(path)).map((name) => rm(join(path, name), { recursive: true, force: true })),
    );
}

/**
 * Refuses before anything is written when the disk has too little room.
 *
 * @throws SimulatorError `NOT_ENOUGH_SPACE`
 */
export async function requireSpace(path: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(path);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new SimulatorError(
    'NOT_ENOUGH_SPACE',
    `${path} has ${free} bytes free, and the domain controller needs ${bytes}.`,
  );
}

/** An error of the file system as one of the simulator; any other error as it is. */
export function asSimulatorError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new SimulatorError('NOT_ENOUGH_SPACE', `The disk of ${path} is full.`, error);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new SimulatorError('TARGET_UNWRITABLE', `${path} cannot be written.`, error);
  }
  return error;
}
