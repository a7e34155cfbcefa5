import type { FileLine, PackLine } from './file-line.js';
import type { SetTotals } from './manifest.js';

type Counts = { -readonly [key in keyof SetTotals]: number };

/** Adds up what the lines of a set say. Writing and checking use the same sum. */
export class SetTally {
  readonly #totals: Counts = {
    files: 0,
    directories: 0,
    reparsePoints: 0,
    skipped: 0,
    contentBytes: 0,
    packs: 0,
    storedBytes: 0,
  };

  addFile(line: FileLine): void {
    if (line.kind === 'directory') this.#totals.directories++;
    else if (line.kind === 'reparse-point') this.#totals.reparsePoints++;
    else if (line.skipped !== undefined) this.#totals.skipped++;
    else this.#totals.files++;
    this.#totals.contentBytes += line.content?.bytes ?? 0;
    // What lies in a pack counts with the pack.
    if (line.stored?.offset === undefined) this.#totals.storedBytes += line.stored?.bytes ?? 0;
  }

  addPack(line: PackLine): void {
    this.#totals.packs++;
    this.#totals.storedBytes += line.bytes;
  }

  totals(): SetTotals {
    return { ...this.#totals };
  }
}
