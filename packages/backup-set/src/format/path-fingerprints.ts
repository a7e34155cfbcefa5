import { createHash, randomBytes } from 'node:crypto';

/**
 * A set of paths that costs some 40 bytes each, whatever their length: it keeps 48 bits of a keyed hash. The
 * key is random, so that nobody can craft two paths that it takes for one.
 */
export class PathFingerprints {
  readonly #key = randomBytes(16);
  readonly #seen = new Set<number>();

  /** Takes a path in. Returns false if it was there already. */
  add(path: string): boolean {
    const before = this.#seen.size;
    this.#seen.add(this.fingerprint(path));
    return this.#seen.size > before;
  }

  has(path: string): boolean {
    return this.#seen.has(this.fingerprint(path));
  }

  /** The 48 bits that stand for a path in this set. */
  fingerprint(path: string): number {
    return createHash('sha256').update(this.#key).update(path).digest().readUIntBE(0, 6);
  }
}
