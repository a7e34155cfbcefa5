import { u32 } from './codec.js';
import { at, decodeFields, type FieldsOf, tableSize } from './field-table.js';

const fields = {
  /** How many pages the tree was given first, from its root on. */
  primaryPages: at(0, u32),
  /** The root that gave them: 1 for a table, the table's for an index or for long values, 0 for page 1 itself. */
  parentPage: at(4, u32),
  /** See {@link SpaceFlag}. */
  flags: at(8, u32),
  /**
   * With several extents: the root of the tree of owned extents; that of the available ones is the page after it.
   * With one: a bit for each page after the root, set while it is free.
   */
  extentsOrFreePages: at(12, u32),
};

/** What the root of a tree says of its space (SPACE_HEADER of `space.hxx` in microsoft/Extensible-Storage-Engine, 16 bytes). */
export type SpaceHeader = FieldsOf<typeof fields>;

/** The flags of a space header. */
export const SpaceFlag = { MultipleExtents: 1, NonUnique: 2 } as const;

const SIZE = tableSize(fields);
const HAS_SPACE_HEADER = 1;

/**
 * Reads it from the external header of a root. It stands there alone, or after a byte that says which fields follow.
 * Undefined when there is none.
 */
export function decodeSpaceHeader(external: Uint8Array): SpaceHeader | undefined {
  if (external.byteLength === SIZE) return decodeFields(fields, external);
  const [content = 0] = external;
  if (external.byteLength < 1 + SIZE || (content & HAS_SPACE_HEADER) === 0) return undefined;
  return decodeFields(fields, external.subarray(1));
}
