/** Bytes of one escaped name. ext4 takes 255 bytes, NTFS 255 UTF-16 units. */
const segmentBytes = 200;

/**
 * An escaped name over 200 bytes as folders with the rest below them: `%+` ends every part but the last and begins
 * every part but the first, so that no part is taken for a device or ends in a dot.
 */
export function foldLongSegment(segment: string): string[] {
  if (Buffer.byteLength(segment) <= segmentBytes) return [segment];
  const parts: string[] = [];
  let part = '';
  for (const unit of segment.match(/%u[0-9A-F]{4}|%[0-9A-F]{2}|[^%]/gsu) ?? []) {
    if (Buffer.byteLength(part) + Buffer.byteLength(unit) > segmentBytes) {
      parts.push(`${part}%+`);
      part = '%+';
    }
    part += unit;
  }
  return [...parts, part];
}
