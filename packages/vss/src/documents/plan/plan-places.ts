import { foldCase } from '../../files/fold-case.js';
import type { ExpandPath } from '../../select/expand-variables.js';

/** Where a volume is mounted. */
export interface MountPoint {
  /** `C:\` or `C:\Mount\`. */
  readonly path: string;
  /** `\\?\Volume{...}\`. */
  readonly volume: string;
}

/** Finds the mount point that holds a path as a writer wrote it: the longest that does. */
export type FindMountPoint = (path: string) => MountPoint | undefined;

/** Finds mount points from data. Each path is looked up once. */
export function mountPointFinder(mountPoints: readonly MountPoint[], expand: ExpandPath): FindMountPoint {
  const folded = mountPoints
    .map((mountPoint) => ({ mountPoint, prefix: withBackslash(foldCase(mountPoint.path)) }))
    .sort((one, other) => other.prefix.length - one.prefix.length);
  const found = new Map<string, MountPoint | undefined>();
  return (path) => {
    if (!found.has(path)) {
      const place = withBackslash(foldCase(expand(path)));
      found.set(path, folded.find(({ prefix }) => place.startsWith(prefix))?.mountPoint);
    }
    return found.get(path);
  };
}

function withBackslash(path: string): string {
  return path.endsWith('\\') ? path : `${path}\\`;
}
