import type { FileLine } from '../format/file-line.js';
import { PathFingerprints } from '../format/path-fingerprints.js';

/**
 * Whether lines of one path agree on its content: a session may list a file as a database's and as a log, but it is one file.
 * Costs some 60 bytes for each path.
 */
export class ContentByPath {
  readonly #paths = new PathFingerprints();
  /** By the fingerprint of a path, the first 48 bits of its content's hash. */
  readonly #contents = new Map<number, number>();

  /** Takes a line in. Returns false if one before gave its path another content. */
  agrees({ path, content }: FileLine): boolean {
    if (content === undefined) return true;
    const key = this.#paths.fingerprint(path);
    const hash = Number.parseInt(content.sha256.slice(0, 12), 16);
    const before = this.#contents.get(key);
    this.#contents.set(key, hash);
    return before === undefined || before === hash;
  }
}
