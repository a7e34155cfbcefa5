import type { Finding } from '../finding.js';

/** How many findings are kept: a database of which every page is bad must not fill the memory. */
const KEPT = 1000;

/** Findings, all counted and told, the first ones kept. */
export class FindingList<T extends Finding> {
  readonly kept: T[] = [];
  /** How many were not kept. */
  omitted = 0;
  /** How many are errors, kept or not. */
  errors = 0;
  readonly #onFinding: ((finding: T) => void) | undefined;

  constructor(onFinding?: ((finding: T) => void) | undefined) {
    this.#onFinding = onFinding;
  }

  add(finding: T): void {
    if (finding.severity === 'error') this.errors++;
    if (this.kept.length < KEPT) this.kept.push(finding);
    else this.omitted++;
    this.#onFinding?.(finding);
  }
}
