import { hasBytes } from './backup-file.js';
import type { RestoreFile, RestorePlan } from './restore-plan.js';

/** One planned file and whether it is in its place. */
export interface PlacementEntry {
  readonly file: RestoreFile;
  /** As it was when the plan was registered, whatever is done to the object later. */
  readonly size: number;
  readonly hasBytes: boolean;
  placed: boolean;
}

/** Knows every planned file by identity, and which of them were placed whole. */
export class PlacementLedger {
  readonly placedByCaller: boolean;
  readonly #entries: ReadonlyMap<RestoreFile, PlacementEntry>;

  constructor({ files }: RestorePlan) {
    this.placedByCaller = files === 'placed-by-caller';
    const planned = files === 'placed-by-caller' ? [] : files;
    this.#entries = new Map(
      planned.map((file) => [file, { file, size: file.size, hasBytes: hasBytes(file), placed: false }]),
    );
  }

  find(file: RestoreFile): PlacementEntry | undefined {
    return this.#entries.get(file);
  }

  /** The files that are not in their place, in the plan's order. */
  unplaced(): readonly RestoreFile[] {
    return [...this.#entries.values()].flatMap(({ placed, file }) => (placed ? [] : [file]));
  }

  /** What was placed: files that have bytes, and those bytes. */
  totals(): { readonly files: number; readonly bytes: number } {
    const placed = [...this.#entries.values()].filter((entry) => entry.placed && entry.hasBytes);
    return { files: placed.length, bytes: placed.reduce((sum, { size }) => sum + size, 0) };
  }
}
