import { fileError } from './file-error.js';
import { findName } from './find-name.js';

interface Step {
  readonly name: string;
  readonly path: string;
}

/**
 * Finds folders below a root and never goes through a reparse point: in a shadow copy that would lead out of it,
 * since SYSVOL's junctions have absolute targets. It remembers the last way it went, so that the files of one
 * folder cost one look and memory stays flat.
 */
export class FolderFinder {
  readonly #root: string;
  #lastWay: Step[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  /** The real path of a folder. Rejects with `ENOENT`, `ENOTDIR` or `ELOOP`. */
  async find(segments: readonly string[], where: { syscall: string; path: string }): Promise<string> {
    const way: Step[] = [];
    for (const [depth, segment] of segments.entries()) {
      const name = segment.toLowerCase();
      const known = this.#lastWay[depth];
      const sameSoFar = depth === 0 || way[depth - 1] === this.#lastWay[depth - 1];
      if (known?.name === name && sameSoFar) way.push(known);
      else way.push({ name, path: await this.#enter(way.at(-1)?.path ?? this.#root, segment, where) });
    }
    this.#lastWay = way;
    return way.at(-1)?.path ?? this.#root;
  }

  async #enter(folder: string, segment: string, where: { syscall: string; path: string }): Promise<string> {
    const found = await findName(folder, segment);
    if (found === undefined) throw fileError('ENOENT', where, `there is no ${segment} on the way`);
    if (found.stats.isSymbolicLink()) {
      throw fileError('ELOOP', where, `${segment} on the way is a reparse point, which is never followed`);
    }
    if (!found.stats.isDirectory()) throw fileError('ENOTDIR', where, `${segment} on the way is no folder`);
    return found.path;
  }
}
