import { mkdir, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { DsBackupError, isSystemError } from '@dsbackup/session';
import { diskError } from '../disk/disk-error.js';
import { makeFolders } from '../disk/make-folders.js';
import { renameRetrying } from '../disk/rename-retrying.js';
import { withTargetErrors } from '../disk/target-errors.js';
import { setLayout } from '../format/set-layout.js';

/** A folder that files are given back into: under another name until all of them are there. */
export class ExtractionFolder {
  /** Where the files will be. */
  readonly finalPath: string;
  /** Where they are until then. */
  readonly path: string;
  readonly #replacesEmpty: boolean;

  private constructor(finalPath: string, replacesEmpty: boolean) {
    this.finalPath = finalPath;
    this.path = finalPath + setLayout.partialSuffix;
    this.#replacesEmpty = replacesEmpty;
  }

  /**
   * Rejects with `INVALID_ARGUMENT` if `target` lies in the set at `set`, `TARGET_EXISTS` if it is there and not an
   * empty folder, `TARGET_UNWRITABLE`.
   */
  static async create(target: string, set: string): Promise<ExtractionFolder> {
    const finalPath = resolve(target);
    await requireOutside(finalPath, set);
    const folder = new ExtractionFolder(finalPath, await isEmptyFolder(finalPath));
    await withTargetErrors(folder.path, async () => {
      await makeFolders(dirname(finalPath));
      await mkdir(folder.path, { mode: 0o700 }).catch((error: unknown) => {
        throw isSystemError(error, 'EEXIST') ? leftBehind(folder.path, error) : error;
      });
    });
    return folder;
  }

  /** Gives the folder its name. */
  async publish(): Promise<void> {
    await withTargetErrors(this.finalPath, async () => {
      // Windows renames no folder over another, not even over an empty one.
      if (this.#replacesEmpty) await rmdir(this.finalPath);
      await renameRetrying(this.path, this.finalPath);
    });
  }

  /** Removes everything. */
  async remove(): Promise<void> {
    await withTargetErrors(this.path, () =>
      rm(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
    );
  }
}

/** Whether `path` is an empty folder; rejects if it is anything else but absent. */
async function isEmptyFolder(path: string): Promise<boolean> {
  try {
    if ((await readdir(path)).length === 0) return true;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return false;
    if (!isSystemError(error, 'ENOTDIR')) {
      throw diskError(error, { doing: 'could not look into', path, code: 'TARGET_UNWRITABLE' });
    }
  }
  throw new DsBackupError({
    code: 'TARGET_EXISTS',
    message: `${path} is there already; files are given back only into a new or an empty folder.`,
  });
}

function leftBehind(path: string, cause: unknown): DsBackupError {
  return new DsBackupError({
    code: 'TARGET_EXISTS',
    message: `${path} is there already: an extraction to the same target is running, or one was cut off.`,
    hint: `If no extraction is running, remove ${path}: it is what one that was cut off has left.`,
    cause,
  });
}

/** A set with other files in it would no longer be what was written. */
async function requireOutside(target: string, set: string): Promise<void> {
  const way = relative(await truePath(set), await truePath(target));
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return;
  throw new DsBackupError({
    code: 'INVALID_ARGUMENT',
    message: `${target} lies in the set ${set}; files are not given back into a set.`,
    hint: 'Give a target outside of the set.',
  });
}

/** A path without links, also where its last parts are not there yet. */
async function truePath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT') || dirname(path) === path) return path;
    return join(await truePath(dirname(path)), basename(path));
  }
}
