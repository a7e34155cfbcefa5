import { DsBackupError } from '@dsbackup/session';

/** A Windows path taken apart. `C:\a\b` has the drive `C`; `\\server\share\a` has the server `server`. */
export interface OriginalPath {
  readonly root: { readonly drive: string } | { readonly server: string };
  /** The names below the root, in order; for a server the share is the first. */
  readonly names: readonly string[];
}

/**
 * Takes a full Windows path apart; only `\` separates. `\\?\…` and `\\.\…` are servers named `?` and `.`.
 * Empty names (a doubled or a final separator) are left out. Throws `UNSAFE_PATH` for a path that isn't full.
 */
export function parseOriginalPath(path: string): OriginalPath {
  const drive = /^([A-Za-z]):\\/.exec(path)?.[1];
  if (drive !== undefined) return { root: { drive }, names: split(path.slice(2)) };
  const [server, ...names] = path.startsWith('\\\\') ? split(path) : [];
  if (server !== undefined && names.length > 0) return { root: { server }, names };
  throw new DsBackupError({
    code: 'UNSAFE_PATH',
    message: `${JSON.stringify(path)} is not a full Windows path, so it has no place in a set.`,
  });
}

function split(path: string): string[] {
  return path.split('\\').filter((name) => name !== '');
}
