import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DsBackupError, type ErrorCode, isSystemError } from '@dsbackup/session';
import { diskError } from './disk/disk-error.js';
import type { Manifest } from './format/manifest.js';
import { readManifest } from './format/manifest-file.js';
import { setLayout } from './format/set-layout.js';

/** A folder that is a set, or was to become one. */
export type ListedSet =
  | { readonly state: 'finished'; readonly name: string; readonly path: string; readonly manifest: Manifest }
  | {
      /** Never given its name: a backup is running, or ended early. */
      readonly state: 'partial';
      readonly name: string;
      readonly path: string;
      /** It had got so far that everything was stored: `adoptPartialSet` can finish it. */
      readonly adoptable: boolean;
    }
  | {
      readonly state: 'unreadable';
      readonly name: string;
      readonly path: string;
      readonly code: ErrorCode;
      readonly message: string;
    };

/**
 * The sets in a folder, by name, which is by computer and time. Reads their manifests only; folders that have none
 * are no sets and are left out. Rejects with `SET_MISSING` if there is no such folder, `SET_UNREADABLE`.
 */
export async function listBackupSets(directory: string): Promise<ListedSet[]> {
  const folder = resolve(directory);
  const sets: ListedSet[] = [];
  for (const name of (await foldersIn(folder)).sort(byFinalName)) {
    const listed = await lookAt(join(folder, name), name);
    if (listed !== undefined) sets.push(listed);
  }
  return sets;
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    const code = isSystemError(error, 'ENOENT', 'ENOTDIR') ? 'SET_MISSING' : 'SET_UNREADABLE';
    throw diskError(error, { doing: 'could not list', path: folder, code });
  }
}

async function lookAt(path: string, name: string): Promise<ListedSet | undefined> {
  if (name.endsWith(setLayout.partialSuffix)) {
    const adoptable = (await hasManifest(path)) || (await hasManifest(join(path, setLayout.draft)));
    return { state: 'partial', name, path, adoptable };
  }
  try {
    return { state: 'finished', name, path, manifest: await readManifest(path) };
  } catch (error) {
    if (!DsBackupError.is(error)) throw error;
    if (error.code === 'SET_MISSING') return undefined;
    return { state: 'unreadable', name, path, code: error.code, message: error.message };
  }
}

async function hasManifest(folder: string): Promise<boolean> {
  return readManifest(folder).then(
    () => true,
    () => false,
  );
}

/** By the names that they have or will have, so that one which isn't finished stands where it belongs. */
function byFinalName(one: string, other: string): number {
  const [name, otherName] = [finalName(one), finalName(other)];
  if (name === otherName) return one < other ? -1 : 1;
  return name < otherName ? -1 : 1;
}

function finalName(name: string): string {
  return name.endsWith(setLayout.partialSuffix) ? name.slice(0, -setLayout.partialSuffix.length) : name;
}
