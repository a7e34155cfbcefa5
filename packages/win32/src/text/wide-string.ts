/**
 * The UTF-16 bytes of `text` with a NUL after them, as a W function wants its strings. The memory is the caller's to wipe.
 *
 * @throws {TypeError} when `text` holds a NUL: Windows would stop there and work on something else.
 */
export function encodeWideString(text: string): Uint8Array {
  if (text.includes('\0')) throw new TypeError('A NUL inside the text would cut it short for Windows');
  const bytes = Buffer.alloc((text.length + 1) * 2);
  bytes.write(text, 'utf16le');
  return bytes;
}

/**
 * The text in a buffer that Windows filled: up to the first NUL, or all of it when there is none.
 * A last odd byte is no character and is left out.
 */
export function decodeWideString(bytes: Uint8Array): string {
  const text = decodeWideText(bytes);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

/** All the text in `bytes`, NULs included, for text whose length is known. A last odd byte is left out. */
export function decodeWideText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength & ~1).toString('utf16le');
}
