import { isSystemError } from '@dsbackup/session';
import type { RestoreFileSystem } from './restore-file-system.js';

/** `C:\Windows\NTDS\ntds.dit` of a folder and a name. */
export function inFolder(folder: string, name: string): string {
  return `${folder}\\${name}`;
}

/** The folders of the destination. Remembers those that it made, so that they can go again. */
export class DestinationFolders {
  readonly #files: RestoreFileSystem;
  readonly #made: string[] = [];

  constructor(files: RestoreFileSystem) {
    this.#files = files;
  }

  /** Those that were not there before, the innermost first. */
  get made(): readonly string[] {
    return this.#made.toReversed();
  }

  /** Makes a folder and those above it, where they are missing. */
  async make(folder: string): Promise<void> {
    if (/^[a-z]:$/i.test(folder)) return;
    try {
      await this.#makeOne(folder);
    } catch (error) {
      if (!isSystemError(error, 'ENOENT')) throw error;
      await this.make(folder.slice(0, folder.lastIndexOf('\\')));
      await this.#makeOne(folder);
    }
  }

  /** Removes the files of a folder of ours, which holds nothing else. */
  async empty(folder: string): Promise<void> {
    for (const { name } of await this.#files.list(folder)) {
      await this.#files.removeFile(inFolder(folder, name));
    }
  }

  /** Removes a folder of ours with the files in it. */
  async remove(folder: string): Promise<void> {
    await this.empty(folder);
    await this.#files.removeFolder(folder);
  }

  async #makeOne(folder: string): Promise<void> {
    if (await this.#files.makeFolder(folder)) this.#made.push(folder);
  }
}
