import { execFileSync } from 'node:child_process';
import { afterEach } from 'vitest';

/**
 * Mounts small file systems that are gone after each test. Needs Linux and its root; answers undefined elsewhere,
 * and says so.
 */
export function useSmallFileSystems(): (folder: string, options: string) => true | undefined {
  const mounted: string[] = [];
  afterEach(() => {
    for (const folder of mounted.splice(0)) execFileSync('umount', [folder]);
  });
  return (folder, options) => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      return undefined;
    }
    mounted.push(folder);
    return true;
  };
}
