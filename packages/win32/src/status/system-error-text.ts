import type { Kernel32 } from '../native/kernel32.js';
import { decodeWideText } from '../text/wide-string.js';

const FORMAT_MESSAGE_IGNORE_INSERTS = 0x200;
const FORMAT_MESSAGE_FROM_SYSTEM = 0x1000;
const CHARACTERS = 1024;

/**
 * Windows' own text for a status, in the language of the system, or `undefined` when it has none.
 * For people to read; never decide by it. Never throws.
 */
export function systemErrorText(kernel32: Kernel32, status: number): string | undefined {
  const buffer = new Uint8Array(CHARACTERS * 2);
  const flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
  const written = kernel32.FormatMessageW(flags, null, status >>> 0, 0, buffer, CHARACTERS, null);
  const text = decodeWideText(buffer.subarray(0, written * 2))
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
}
