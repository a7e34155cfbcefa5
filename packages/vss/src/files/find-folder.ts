import type { ShadowEntry, ShadowFileSystem } from '../native/shadow-file-system.js';
import type { Location } from '../volumes/location.js';
import type { ShadowVolume } from '../volumes/shadow-volume.js';
import { joinWindowsPath } from './join-windows-path.js';
import { isMissing } from './shadow-file-error.js';

/** What stands where a folder is looked for. */
export type FoundFolder =
  | { readonly kind: 'folder'; readonly devicePath: string; readonly entry: ShadowEntry }
  /** A reparse point is the folder, or lies on the way to it. Following it would leave the shadow copy. */
  | {
      readonly kind: 'reparse-point';
      readonly path: string;
      readonly devicePath: string;
      readonly entry: ShadowEntry;
    }
  | { readonly kind: 'none' };

/**
 * Finds a folder in the shadow copy, looking at every step of the way: a junction in the middle of a path has
 * an absolute target, so that Windows would silently go on in the live volume. Rejects as
 * `ShadowFileSystem.stat` does, except for what is not there.
 */
export async function findFolder(
  files: ShadowFileSystem,
  location: Location,
  volume: ShadowVolume,
): Promise<FoundFolder> {
  const root = `${volume.device}\\`;
  const underRoot = location.path.slice(location.mountPoint.length);
  let path = location.path.slice(0, location.mountPoint.length);
  let devicePath = root;
  let entry = await files.stat(root);
  for (const name of underRoot.split('\\').filter((part) => part !== '')) {
    path = joinWindowsPath(path, name);
    devicePath = joinWindowsPath(devicePath, name);
    const found = await statUnlessMissing(files, devicePath);
    if (found === undefined) {
      // Everything is missing in a shadow copy that has just gone: that is no answer to "is it there".
      await files.stat(root);
      return { kind: 'none' };
    }
    entry = found;
    if (entry.kind === 'reparse-point') return { kind: 'reparse-point', path, devicePath, entry };
  }
  return entry.kind === 'directory' ? { kind: 'folder', devicePath, entry } : { kind: 'none' };
}

async function statUnlessMissing(files: ShadowFileSystem, path: string): Promise<ShadowEntry | undefined> {
  try {
    return await files.stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
