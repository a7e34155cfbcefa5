import { DsBackupError } from '@dsbackup/session';
import { type DestinationFolders, inFolder } from './destination-folders.js';
import { isEngineFile } from './engine-files.js';
import { foldPath, type PlaceOnComputer } from './place-on-computer.js';
import { Remainders } from './remainders.js';
import type { RestoreEntry, RestoreFileSystem } from './restore-file-system.js';
import type { StagedFiles } from './staged-files.js';
import { withTargetErrors } from './target-error.js';
import { asideName, noticeName, unfinishedNotice } from './unfinished-notice.js';

/** What is exchanged, and where. */
export interface ExchangePlan {
  /** Every folder that Windows was told of, each once. */
  readonly folders: readonly string[];
  /** The names of the restored databases. */
  readonly databases: readonly string[];
  readonly files: readonly PlaceOnComputer[];
  /** Folders that the backup holds as such. */
  readonly directories: readonly PlaceOnComputer[];
}

/** What an exchange works with. */
export interface ExchangeParts {
  readonly files: RestoreFileSystem;
  readonly folders: DestinationFolders;
  readonly staged: StagedFiles;
}

/**
 * Exchanges the old files for the new ones by renaming alone, so that each step can be taken back until `finish`. From the first
 * rename to the last a notice stands in every folder, so that a half exchanged one is never taken for whole.
 */
export class FileExchange {
  readonly #plan: ExchangePlan;
  readonly #files: RestoreFileSystem;
  readonly #folders: DestinationFolders;
  readonly #staged: StagedFiles;
  readonly #notices: string[] = [];
  readonly #asides: string[] = [];
  /** What was done, and how it is taken back. */
  readonly #done: { readonly path: string; readonly takeBack: () => Promise<unknown> }[] = [];

  constructor(plan: ExchangePlan, { files, folders, staged }: ExchangeParts) {
    this.#plan = plan;
    this.#files = files;
    this.#folders = folders;
    this.#staged = staged;
  }

  /**
   * Refuses a destination where an earlier exchange was cut off: what it moved aside may be all that is left of the
   * directory. Changes nothing. Rejects with `TARGET_EXISTS`, or `TARGET_UNWRITABLE` where a folder can't be read.
   */
  async requireNoRemains(): Promise<void> {
    for (const folder of this.#plan.folders) {
      const names = new Set((await this.#list(folder)).map(({ name }) => foldPath(name)));
      const remains = [noticeName, asideName].find((name) => names.has(foldPath(name)));
      if (remains === undefined) continue;
      throw new DsBackupError({
        code: 'TARGET_EXISTS',
        message: `"${inFolder(folder, remains)}" was left by a restore that did not finish.`,
        backend: 'ntdsbcli',
        hint: `Move the files of "${inFolder(folder, asideName)}" back or elsewhere, remove both, and restore again.`,
        scope: 'call',
      });
    }
  }

  /**
   * Moves what is there aside, and the staged files into place. On a rejection, `TARGET_UNWRITABLE` or
   * `INSUFFICIENT_STORAGE`, what was done stands under its notice until `takeBack`.
   */
  async place(): Promise<void> {
    const { folders, directories, files } = this.#plan;
    const notice = unfinishedNotice(new Date());
    for (const folder of folders) await this.#mark(folder, notice);
    for (const folder of folders) await this.#moveAside(folder);
    for (const { path } of directories) await this.#step(path, 'made', () => this.#folders.make(path));
    for (const place of files) await this.#move(this.#staged.pathOf(place), place.path);
    for (const folder of folders) {
      await this.#step(folder, 'made durable', () => this.#files.syncFolder(folder));
    }
  }

  /**
   * Makes the destination as it was. Tries everything. Rejects with `TARGET_UNWRITABLE`, naming what is left; where old files
   * could not be put back the notices stay.
   */
  async takeBack(): Promise<void> {
    const left = new Remainders();
    for (const { path, takeBack } of this.#done.toReversed()) await left.attempt(path, takeBack);
    if (left.isEmpty) {
      await this.#staged.remove(left);
      await this.#removeNotices(left);
      for (const folder of this.#folders.made) {
        await left.attempt(folder, () => this.#files.removeFolder(folder));
      }
    }
    if (left.isEmpty) return;
    throw new DsBackupError({
      code: 'TARGET_UNWRITABLE',
      message: `The destination is not as it was before the restore: ${left.describe().join(', ')}.`,
      backend: 'ntdsbcli',
      hint: `Where a file "${noticeName}" stands, it says how to go back.`,
      scope: 'session',
      cause: left.cause,
    });
  }

  /** Lets go of what was there before. Answers what could not be removed; by now nothing depends on it. */
  async finish(): Promise<readonly string[]> {
    const left = new Remainders();
    await this.#removeNotices(left);
    for (const aside of this.#asides) await left.attempt(aside, () => this.#folders.remove(aside));
    await this.#staged.remove(left);
    return left.describe().map((remainder) => `After the restore, ${remainder}.`);
  }

  async #mark(folder: string, notice: string): Promise<void> {
    const path = inFolder(folder, noticeName);
    await this.#step(path, 'written', async () => {
      await this.#folders.make(folder);
      const writer = await this.#files.create(path);
      this.#notices.push(path);
      await writer.write(Buffer.from(notice)).catch(async (error: unknown) => {
        await writer.discard().catch(() => undefined);
        throw error;
      });
      await writer.finish();
      await this.#files.syncFolder(folder);
    });
  }

  async #moveAside(folder: string): Promise<void> {
    const inTheWay = (await this.#list(folder)).filter((entry) => this.#isInTheWay(folder, entry));
    if (inTheWay.length === 0) return;
    const aside = inFolder(folder, asideName);
    await this.#step(aside, 'made', async () => {
      await this.#files.makeFolder(aside);
      this.#asides.push(aside);
      this.#done.push({ path: aside, takeBack: () => this.#files.removeFolder(aside) });
    });
    for (const { name } of inTheWay) await this.#move(inFolder(folder, name), inFolder(aside, name));
  }

  #isInTheWay(folder: string, { name, isFile }: RestoreEntry): boolean {
    const { files, databases } = this.#plan;
    const path = foldPath(inFolder(folder, name));
    return isFile && (isEngineFile(name, databases) || files.some((file) => foldPath(file.path) === path));
  }

  #move(from: string, to: string): Promise<void> {
    return this.#step(from, `moved to "${to}"`, async () => {
      await this.#files.rename(from, to);
      this.#done.push({ path: to, takeBack: () => this.#files.rename(to, from) });
    });
  }

  async #removeNotices(left: Remainders): Promise<void> {
    for (const notice of this.#notices) await left.attempt(notice, () => this.#files.removeFile(notice));
  }

  #list(folder: string): Promise<readonly RestoreEntry[]> {
    return this.#step(folder, 'listed', () => this.#files.list(folder));
  }

  #step<T>(path: string, doing: string, body: () => Promise<T>): Promise<T> {
    return withTargetErrors({ doing, path, scope: 'session' }, body);
  }
}
