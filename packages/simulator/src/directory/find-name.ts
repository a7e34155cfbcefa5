import type { BigIntStats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './file-error.js';

/** What is really there under a name. */
export interface FoundName {
  readonly name: string;
  readonly path: string;
  readonly stats: BigIntStats;
}

/**
 * Finds a name in a folder as Windows does, without regard to case: the exact name costs one call, any other a
 * listing. Undefined when there is none.
 */
export async function findName(folder: string, name: string): Promise<FoundName | undefined> {
  const exact = await lookAt(folder, name);
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  const names = await readdir(folder).catch(ignoreMissing);
  const match = names.sort().find((candidate) => candidate.toLowerCase() === wanted);
  return match === undefined ? undefined : lookAt(folder, match);
}

async function lookAt(folder: string, name: string): Promise<FoundName | undefined> {
  const path = join(folder, name);
  const stats = await lstat(path, { bigint: true }).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  return stats === undefined ? undefined : { name, path, stats };
}

function ignoreMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
