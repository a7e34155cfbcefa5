import { EseError } from '../ese-error.js';
import { type Codec, i32, u8, u16, u32, u64 } from './codec.js';
import { at, decodeFields, encodeFields, type FieldsOf } from './field-table.js';
import { logPosition } from './log-position.js';
import { signature } from './signature.js';

const fields = {
  /** 1 to 255. */
  databaseId: at(0, u8),
  /** 0x20: the names are UTF-16. */
  flags: at(1, u8),
  nameBytes: at(2, u16),
  dbtime: at(4, u64),
  lastObjectId: at(12, u32),
  maxPages: at(16, i32),
  attachPosition: at(20, logPosition),
  consistentPosition: at(28, logPosition),
  databaseSignature: at(36, signature),
};
const FIXED_SIZE = 64;
const UNICODE_NAMES = 0x20;

/** A database that was attached when a log or checkpoint was written (ATTACHINFO). */
export type AttachedDatabase = Omit<FieldsOf<typeof fields>, 'nameBytes'> & {
  /** The database's path first. */
  readonly names: readonly string[];
};

/** The list of attached databases: 2048 bytes. Reading stops at the first entry that does not fit. */
export const attachedDatabases: Codec<readonly AttachedDatabase[]> = {
  size: 2048,
  read(view, offset) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, attachedDatabases.size);
    const found: AttachedDatabase[] = [];
    let place = 0;
    while (place + FIXED_SIZE <= bytes.length && bytes[place] !== 0) {
      const { nameBytes, ...entry } = decodeFields(fields, bytes.subarray(place));
      const end = place + FIXED_SIZE + nameBytes;
      if (end > bytes.length) break;
      found.push({ ...entry, names: decodeNames(bytes.subarray(place + FIXED_SIZE, end), entry.flags) });
      place = end;
    }
    return found;
  },
  write(view, offset, entries) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, attachedDatabases.size);
    bytes.fill(0);
    let place = 0;
    for (const entry of entries) {
      const names = encodeNames(entry);
      const end = place + FIXED_SIZE + names.length;
      if (entry.databaseId === 0 || end > bytes.length) {
        throw new EseError(
          `The attached database ${entry.names[0] ?? ''} has no id, or no room in the list`,
          {
            code: 'BAD_ARGUMENT',
          },
        );
      }
      encodeFields(fields, { ...entry, nameBytes: names.length }, bytes.subarray(place));
      bytes.set(names, place + FIXED_SIZE);
      place = end;
    }
  },
};

function encodingOf(flags: number): 'utf16le' | 'latin1' {
  return flags & UNICODE_NAMES ? 'utf16le' : 'latin1';
}

function decodeNames(bytes: Uint8Array, flags: number): readonly string[] {
  const text = Buffer.from(bytes).toString(encodingOf(flags));
  const names = text.split('\0');
  // Each name ends in a zero, so the last piece is empty unless the list was cut.
  if (names.at(-1) === '') names.pop();
  return names;
}

function encodeNames(entry: AttachedDatabase): Buffer {
  return Buffer.from(entry.names.map((name) => `${name}\0`).join(''), encodingOf(entry.flags));
}
