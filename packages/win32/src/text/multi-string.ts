import { decodeWideText } from './wide-string.js';

/** A list of strings as Windows wrote it. */
export interface MultiString {
  readonly entries: readonly string[];
  /**
   * Whether every entry ended with its own NUL. False when the byte count cut the last one off: its name is
   * then perhaps not the whole name, and there may have been more.
   */
  readonly complete: boolean;
}

/**
 * The entries of a list in the shape of REG_MULTI_SZ: each ends with a NUL, and one more NUL ends the list.
 *
 * Never looks past `bytes`. What callees really write varies (no fact sheet says which), so all of these are
 * accepted: a list without its last NUL, an empty list (no byte, one NUL or two), bytes after the end of the list,
 * and an odd byte count, whose last byte is no character.
 */
export function parseMultiString(bytes: Uint8Array): MultiString {
  const text = decodeWideText(bytes);
  const entries: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\0', start);
    if (end === -1) {
      entries.push(text.slice(start));
      return { entries, complete: false };
    }
    if (end === start) return { entries, complete: true };
    entries.push(text.slice(start, end));
    start = end + 1;
  }
  return { entries, complete: bytes.length % 2 === 0 };
}

/**
 * The bytes of a list in the shape of REG_MULTI_SZ. An empty list is two NULs.
 *
 * @throws {TypeError} when an entry is empty or holds a NUL: it would end the list early.
 */
export function formatMultiString(entries: readonly string[]): Uint8Array {
  for (const entry of entries) {
    if (entry === '' || entry.includes('\0'))
      throw new TypeError('An entry may be neither empty nor hold a NUL');
  }
  const text = entries.length === 0 ? '\0' : entries.map((entry) => `${entry}\0`).join('');
  return Buffer.from(`${text}\0`, 'utf16le');
}
