import type { FileLine } from './file-line.js';

/** Whether a line is about the database of the directory: a set without one is no backup. */
export function isDirectoryDatabase({ list, kind }: Pick<FileLine, 'list' | 'kind'>): boolean {
  return list === 'databases' && kind === 'database';
}

/** Whether a restore needs the file: a set never goes on without it, as it does without one of the others. */
export function isNeeded({ list, kind }: Pick<FileLine, 'list' | 'kind'>): boolean {
  return list !== 'others' || kind === 'database' || kind === 'log';
}
