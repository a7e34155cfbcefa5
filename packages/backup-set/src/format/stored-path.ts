import { createHash } from 'node:crypto';
import { escapeSegment, hexadecimal, unescapeSegment } from './escape-segment.js';
import { foldLongSegment } from './fold-long-segment.js';
import { parseOriginalPath } from './original-path.js';

/** Bytes of a whole path in the set; Linux takes 4,096 with the set's own place before it. */
const pathBytes = 3000;

/**
 * Where a file lies in a set, by its original path: the written escaping rule.
 *
 * 1. The drive is the first name: `C:\Windows\x` is `C/Windows/x`. A server's name is the first name too:
 *    `\\SERVER\C$\x` is `SERVER/C$/x`; one of a single letter is escaped, so that it isn't taken for a drive.
 * 2. Each name is escaped by `escapeSegment`; names keep their case.
 * 3. An escaped name over 200 bytes goes on below: `%+` ends every part but the last and begins every part but the first.
 * 4. A file whose place is taken by another (the same but for case, or for how its letters are composed)
 *    gets `%~2`, `%~3` and so on after its name: `collision` is that number.
 * 5. A path over 3,000 bytes once escaped is `%long/` and the SHA-256 of its UTF-16LE bytes.
 *
 * Safe on Windows and on Linux. `originalPathOf` is the inverse, except for rule 5; `files.ndjson` always
 * has the original path. Throws `UNSAFE_PATH` for a path that isn't full.
 */
export function storedPath(path: string, collision = 1): string {
  const { root, names } = parseOriginalPath(path);
  const first = 'drive' in root ? root.drive : escapeServer(root.server);
  const suffix = collision > 1 ? `%~${collision}` : '';
  const place = [first, ...names.map(escapeSegment)].flatMap(foldLongSegment).join('/') + suffix;
  return Buffer.byteLength(place) <= pathBytes ? place : `%long/${digest(path)}${suffix}`;
}

/**
 * The original path of a place in a set: the inverse of `storedPath`. Answers undefined for a place under
 * `%long`, which keeps no path.
 */
export function originalPathOf(place: string): string | undefined {
  if (place.startsWith('%long/')) return undefined;
  const segments = place
    .replace(/%~\d+$/, '')
    .replaceAll('%+/%+', '')
    .split('/');
  const [root = '', ...names] = segments;
  const start = /^[A-Za-z]$/.test(root) ? `${root}:` : `\\\\${unescapeSegment(root)}`;
  return [start, ...names.map(unescapeSegment)].join('\\') + (names.length === 0 ? '\\' : '');
}

function escapeServer(server: string): string {
  return /^[A-Za-z]$/.test(server) ? hexadecimal(server) : escapeSegment(server);
}

function digest(path: string): string {
  return createHash('sha256').update(Buffer.from(path, 'utf16le')).digest('hex');
}
