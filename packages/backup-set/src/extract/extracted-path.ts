import { escapeSegment, hexadecimal } from '../format/escape-segment.js';
import { foldLongSegment } from '../format/fold-long-segment.js';
import { parseOriginalPath } from '../format/original-path.js';
import { isSafeSegment } from '../format/safe-segment.js';

/**
 * Where a file comes out, relative to the target folder: `C:\x` is `C/x`, and `\\SERVER\C$\x` is `SERVER/C$/x`.
 * A name that is safe on Windows and on Linux comes out as it is; any other as `escapeSegment` and
 * `foldLongSegment` write it. No
 * path leads out of the target. Throws `UNSAFE_PATH` for a path that isn't full.
 */
export function extractedPath(path: string): string[] {
  const { root, names } = parseOriginalPath(path);
  if ('drive' in root) return [root.drive, ...names.flatMap(outName)];
  const server = /^[A-Za-z]$/.test(root.server) ? [hexadecimal(root.server)] : outName(root.server);
  return [...server, ...names.flatMap(outName)];
}

function outName(name: string): string[] {
  return isSafeSegment(name) ? [name] : foldLongSegment(escapeSegment(name));
}
