const pattern = /^(\{?)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(\}?)$/i;

/** The size of a GUID in memory, in bytes. */
export const GUID_SIZE = 16;

/** Whether `text` is a GUID as text, with or without braces, in either case. */
export function isGuid(text: string): boolean {
  const match = pattern.exec(text);
  return match !== null && (match[1] === '{') === (match[3] === '}');
}

/**
 * The 16 bytes of a GUID as Windows keeps them in memory: the first three fields are little-endian,
 * the rest is in the order of the text.
 *
 * @throws {TypeError} when `text` is no GUID.
 */
export function parseGuid(text: string): Uint8Array {
  if (!isGuid(text)) throw new TypeError(`"${text}" is not a GUID`);
  const bytes = Uint8Array.from(Buffer.from(text.replace(/[{}-]/g, ''), 'hex'));
  return swapFields(bytes);
}

/**
 * A GUID as text, in small letters and with braces, from the 16 bytes that Windows keeps.
 *
 * @throws {TypeError} when there are not exactly 16 bytes.
 */
export function formatGuid(bytes: Uint8Array): string {
  if (bytes.length !== GUID_SIZE) throw new TypeError(`A GUID has 16 bytes, not ${bytes.length}`);
  const hex = Buffer.from(swapFields(bytes)).toString('hex');
  return `{${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}}`;
}

function swapFields(bytes: Uint8Array): Uint8Array {
  const parts = [
    bytes.slice(0, 4).reverse(),
    bytes.slice(4, 6).reverse(),
    bytes.slice(6, 8).reverse(),
    bytes.slice(8),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
