import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '@dsbackup/session';
import { diskError } from '../disk/disk-error.js';

/** Something that lies in a set's folder. */
export interface SetEntry {
  /** Relative to the set, joined by `/`. */
  readonly place: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Deeper than any path that `storedPath` makes. */
const depthLimit = 1600;

/**
 * Everything below a set's folder, whatever it is, as a stream; links are told as `other` and not followed.
 * Rejects with `SET_UNREADABLE`.
 */
export async function* walkSet(folder: string, below = '', depth = 0): AsyncGenerator<SetEntry> {
  const path = join(folder, below);
  try {
    for await (const entry of await opendir(path, { bufferSize: 256 })) {
      const place = below === '' ? entry.name : `${below}/${entry.name}`;
      const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
      yield { place, kind };
      if (kind === 'folder' && depth < depthLimit) yield* walkSet(folder, place, depth + 1);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw diskError(error, { doing: 'could not list', path, code: 'SET_UNREADABLE' });
  }
}
