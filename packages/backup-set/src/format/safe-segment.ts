/** Characters that Windows allows in no file name. */
const forbidden = new Set(['<', '>', ':', '"', '/', '\\', '|', '?', '*']);

/** A name of nothing but harmless characters, in one look: nearly every name there is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const harmless = /^[^\u0000-\u001f\u007f<>:"/\\|?*\ud800-\udfff]*$/;

/**
 * Names that Windows gives to devices, with or without an extension: [Naming Files, Paths, and
 * Namespaces](https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
 */
const device =
  /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$)$/i;

/** Whether every character of a name may stand in a file name on Windows and on Linux. */
export function hasSafeCharacters(name: string): boolean {
  return harmless.test(name) || (!hasLoneSurrogate(name) && [...name].every(isSafeCharacter));
}

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
    hasSafeCharacters(name) &&
    !endsUnsafely(name) &&
    !isDeviceName(name)
  );
}

/** Whether a string holds half of a surrogate pair: Windows allows it in a name, UTF-8 can't hold it. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
