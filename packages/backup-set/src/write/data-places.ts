import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withTargetErrors } from '../disk/target-errors.js';
import { foldPlace } from '../format/fold-place.js';
import { PathFingerprints } from '../format/path-fingerprints.js';
import { setLayout } from '../format/set-layout.js';
import { storedPath } from '../format/stored-path.js';

/** Finds each large file its place under `data/`, one of its own on every file system, and makes the folders. */
export class DataPlaces {
  readonly #folder: string;
  readonly #taken = new PathFingerprints();
  #lastMade = '';

  constructor(folder: string) {
    this.#folder = folder;
  }

  async placeFor(path: string): Promise<string> {
    const place = `${setLayout.data}/${this.#freePlace(path)}`;
    const parent = dirname(join(this.#folder, place));
    if (parent !== this.#lastMade) {
      await withTargetErrors(parent, () => mkdir(parent, { recursive: true, mode: 0o700 }));
      this.#lastMade = parent;
    }
    return place;
  }

  #freePlace(path: string): string {
    for (let collision = 1; ; collision++) {
      const place = storedPath(path, collision);
      if (this.#taken.add(foldPlace(place))) return place;
    }
  }
}
