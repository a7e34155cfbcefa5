import {
  endsUnsafely,
  hasLoneSurrogate,
  hasSafeCharacters,
  isDeviceName,
  isSafeCharacter,
} from './safe-segment.js';

/**
 * A file name as it stands in a set. `%` and every character that Windows refuses become `%XX`; a lone
 * surrogate, which no UTF-8 name can hold, becomes `%uXXXX`; the last character of a name that ends in a
 * dot or a space, and the first of a device's name (`NUL`, `com1.txt`), become `%XX`.
 * So `.` is `%2E` and `..` is `.%2E`.
 */
export function escapeSegment(name: string): string {
  const isPlain = hasSafeCharacters(name) && !name.includes('%');
  const escaped = isPlain ? name : [...name].map(escapeCharacter).join('');
  const ended = endsUnsafely(escaped) ? escaped.slice(0, -1) + hexadecimal(escaped.slice(-1)) : escaped;
  return isDeviceName(ended) ? hexadecimal(ended.slice(0, 1)) + ended.slice(1) : ended;
}

/** The inverse of `escapeSegment`. */
export function unescapeSegment(segment: string): string {
  return segment.replace(/%(?:u([0-9A-F]{4})|([0-9A-F]{2}))/g, (_whole, wide?: string, byte?: string) =>
    String.fromCharCode(Number.parseInt(wide ?? byte ?? '', 16)),
  );
}

/** One character, always escaped: for places where even a harmless one must not stand. */
export function hexadecimal(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function escapeCharacter(character: string): string {
  if (hasLoneSurrogate(character)) return `%u${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return character === '%' || !isSafeCharacter(character) ? hexadecimal(character) : character;
}
