/** Characters that Windows allows in no file name, and the escape character of this format. */
const forbidden = new Set(['<', '>', ':', '"', '/', '\\', '|', '?', '*']);

/**
 * Names that Windows gives to devices, with or without an extension: [Naming Files, Paths, and
 * Namespaces](https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
 */
const device =
  /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$)$/i;

/** Whether a UTF-16 code unit may stand in a file name on Windows and on Linux. Lone surrogates are the caller's. */
export function isSafeCharacter(character: string): boolean {
  const code = character.charCodeAt(0);
  return code >= 0x20 && code !== 0x7f && !forbidden.has(character);
}

/** Whether Windows would take a name for a device: `NUL`, `com1.txt`, `Aux .x`. */
export function isDeviceName(name: string): boolean {
  const stem = name.split('.', 1)[0] ?? '';
  return device.test(stem.replace(/ +$/, ''));
}

/** Whether Windows would silently cut the end of a name, or a name means a folder above. */
export function endsUnsafely(name: string): boolean {
  return name.endsWith('.') || name.endsWith(' ');
}

/**
 * Whether a single name can be created as it is, and means just itself, in a folder on Windows and on
 * Linux: no separators, streams, devices, controls, trailing dots or spaces, and 255 bytes at most.
 */
export function isSafeSegment(name: string): boolean {
  return (
    name.length > 0 &&
    Buffer.byteLength(name) <= 255 &&
    !hasLoneSurrogate(name) &&
    !endsUnsafely(name) &&
    !isDeviceName(name) &&
    [...name].every(isSafeCharacter)
  );
}

/** Whether a string holds half of a surrogate pair: Windows allows it in a name, UTF-8 can't hold it. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
