import { foldCase } from '../../files/fold-case.js';

/** What sizes are handed in by: a file spec as its writer wrote it, without its case. */
export function fileSpecKey(spec: {
  readonly path: string;
  readonly filespec: string;
  readonly recursive: boolean;
}): string {
  // No path holds a bar.
  return foldCase(`${spec.path}|${spec.filespec}|${spec.recursive ? 's' : ''}`);
}
