import { type DestinationFolders, inFolder } from './destination-folders.js';
import { foldPath, type PlaceOnComputer } from './place-on-computer.js';
import type { Remainders } from './remainders.js';
import type { RestoreFileSystem, RestoreFileWriter } from './restore-file-system.js';
import { withTargetErrors } from './target-error.js';
import { stagingName } from './unfinished-notice.js';

/** The new files, written in a folder inside the one that each belongs to: on the same volume, with the access list that it gets there. */
export class StagedFiles {
  readonly #files: RestoreFileSystem;
  readonly #folders: DestinationFolders;
  /** By the folder that they are for. */
  readonly #stagings = new Map<string, string>();

  constructor(files: RestoreFileSystem, folders: DestinationFolders) {
    this.#files = files;
    this.#folders = folders;
  }

  /** Where a file is until it is in its place. */
  pathOf({ folder, name }: PlaceOnComputer): string {
    return inFolder(inFolder(folder, stagingName), name);
  }

  /** Begins a file. Rejects with `TARGET_UNWRITABLE` or `INSUFFICIENT_STORAGE`, of the file alone. */
  begin(place: PlaceOnComputer): Promise<RestoreFileWriter> {
    return withTargetErrors({ doing: 'created', path: place.path, scope: 'file' }, async () => {
      await this.#stagingFor(place.folder);
      return this.#files.create(this.pathOf(place));
    });
  }

  /** Throws a file away. Rejects as `begin`. */
  discard(place: PlaceOnComputer): Promise<void> {
    const path = this.pathOf(place);
    return withTargetErrors({ doing: 'removed', path, scope: 'file' }, () => this.#files.removeFile(path));
  }

  /** Removes the folders with whatever is still in them. */
  async remove(left: Remainders): Promise<void> {
    for (const staging of this.#stagings.values()) {
      await left.attempt(staging, () => this.#folders.remove(staging));
    }
    this.#stagings.clear();
  }

  async #stagingFor(folder: string): Promise<void> {
    if (this.#stagings.has(foldPath(folder))) return;
    const staging = inFolder(folder, stagingName);
    await this.#folders.make(folder);
    // One that is there was left by a restore that never got as far as exchanging files.
    if (!(await this.#files.makeFolder(staging))) await this.#folders.empty(staging);
    this.#stagings.set(foldPath(folder), staging);
  }
}
