import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { DsBackupError, isSystemError } from '@dsbackup/session';
import { diskError } from './disk/disk-error.js';
import type { Manifest } from './format/manifest.js';
import { readManifest } from './format/manifest-file.js';
import { setLayout } from './format/set-layout.js';

/** A finished set, by its manifest. */
export interface BackupSet {
  readonly path: string;
  readonly manifest: Manifest;
}

/**
 * Reads and checks a set's manifest; nothing else of the set is looked at. Costs at most 8 MiB of reading.
 * Rejects: `SET_MISSING`, `SET_INCOMPLETE` for a folder that ends in `.partial`, `SET_INVALID`, `SET_DAMAGED`,
 * `SET_UNREADABLE`.
 */
export async function readBackupSet(path: string): Promise<BackupSet> {
  const folder = resolve(path);
  await requireSetFolder(folder);
  return { path: folder, manifest: await readManifest(folder) };
}

/** Rejects unless `folder` is a folder that isn't `.partial`. */
export async function requireSetFolder(folder: string): Promise<void> {
  await requireFolder(folder);
  if (!basename(folder).endsWith(setLayout.partialSuffix)) return;
  throw new DsBackupError({
    code: 'SET_INCOMPLETE',
    message: `${folder} was never finished: the backup that wrote it ended before it was whole, or is still running.`,
    hint: 'If no backup is running, it can be adopted if it had got far enough, or else removed.',
  });
}

/** Rejects with `SET_MISSING` unless `folder` is a folder, or with `SET_UNREADABLE`. */
export async function requireFolder(folder: string): Promise<void> {
  try {
    if (!(await stat(folder)).isDirectory()) throw missing(folder, 'is no folder');
  } catch (error) {
    const code = isSystemError(error, 'ENOENT', 'ENOTDIR') ? 'SET_MISSING' : 'SET_UNREADABLE';
    throw diskError(error, { doing: 'could not find a set at', path: folder, code });
  }
}

function missing(folder: string, what: string): DsBackupError {
  return new DsBackupError({ code: 'SET_MISSING', message: `${folder} ${what}, so it is no backup set.` });
}
