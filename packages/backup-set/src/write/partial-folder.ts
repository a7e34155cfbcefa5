import { chmod, lstat, mkdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DsBackupError, isSystemError } from '@dsbackup/session';
import { diskError } from '../disk/disk-error.js';
import { makeFolders } from '../disk/make-folders.js';
import { renameRetrying } from '../disk/rename-retrying.js';
import { syncFolder, syncFolders } from '../disk/sync-folder.js';
import { withTargetErrors } from '../disk/target-errors.js';
import { setLayout } from '../format/set-layout.js';

/** How a set's folder comes to be. */
export interface PartialFolderOptions {
  /** The folder of sets; made if it isn't there. */
  readonly target: string;
  /** What the set may be called, the best name first. */
  readonly names: readonly string[];
  readonly protectFolder?: ((folder: string) => Promise<void>) | undefined;
}

/** A set's folder under its name for the time being, which ends in `.partial`. */
export class PartialFolder {
  readonly #target: string;
  /** Where the set is while it is being made. */
  readonly path: string;
  /** Where the set will be. */
  readonly finalPath: string;

  private constructor(target: string, name: string) {
    this.#target = target;
    this.finalPath = join(target, name);
    this.path = this.finalPath + setLayout.partialSuffix;
  }

  /**
   * Makes it, closed to others, under the first name that nobody has. Rejects with `TARGET_EXISTS` if all are taken,
   * `TARGET_UNWRITABLE` or `INSUFFICIENT_STORAGE`.
   */
  static async create({ target, names, protectFolder }: PartialFolderOptions): Promise<PartialFolder> {
    const parent = resolve(target);
    await withTargetErrors(parent, () => makeFolders(parent));
    const folder = await PartialFolder.#take(parent, names);
    try {
      const protect = protectFolder ?? ((path: string) => chmod(path, 0o700));
      await withTargetErrors(folder.path, () => protect(folder.path));
    } catch (error) {
      await folder.remove();
      throw error;
    }
    return folder;
  }

  /** Whoever makes the partial folder has the name; so nobody else can give it to a set from then on. */
  static async #take(target: string, names: readonly string[]): Promise<PartialFolder> {
    for (const name of names) {
      const folder = new PartialFolder(target, name);
      if ((await isThere(folder.finalPath)) || !(await makeOwn(folder.path))) continue;
      // The one who had the name before may have finished in between.
      if (!(await isThere(folder.finalPath))) return folder;
      await withTargetErrors(folder.path, () => rmdir(folder.path));
    }
    throw taken(join(target, names.at(-1) ?? ''));
  }

  /** The partial folder at `path`, whose name ends in `.partial`. */
  static existing(path: string): PartialFolder {
    const partial = resolve(path);
    return new PartialFolder(dirname(partial), basename(partial, setLayout.partialSuffix));
  }

  /** Makes every name in the folder, and its own, durable. */
  async sync(): Promise<void> {
    await withTargetErrors(this.path, async () => {
      await syncFolders(this.path);
      await syncFolder(this.#target);
    });
  }

  /** Gives the set its name. From here on it looks whole. */
  async publish(): Promise<void> {
    // Renaming a folder over an empty one succeeds on Linux, so that it must be looked for.
    if (await isThere(this.finalPath)) throw taken(this.finalPath);
    await withTargetErrors(this.finalPath, async () => {
      await renameRetrying(this.path, this.finalPath);
      await syncFolder(this.#target);
    });
  }

  /** Removes it with everything in it. Rejects with `TARGET_UNWRITABLE`. */
  async remove(): Promise<void> {
    await withTargetErrors(this.path, () =>
      rm(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
    );
  }
}

/** Makes a folder; answers false if there is something of that name. */
async function makeOwn(path: string): Promise<boolean> {
  return withTargetErrors(path, async () => {
    try {
      await mkdir(path, { mode: 0o700 });
      return true;
    } catch (error) {
      if (isSystemError(error, 'EEXIST')) return false;
      throw error;
    }
  });
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return false;
    throw diskError(error, { doing: 'could not look at', path, code: 'TARGET_UNWRITABLE' });
  }
}

function taken(path: string): DsBackupError {
  return new DsBackupError({
    code: 'TARGET_EXISTS',
    message: `${path} is there already; dsbackup never writes over a set.`,
    hint: 'Wait a second and run the backup again, or give another target.',
  });
}
