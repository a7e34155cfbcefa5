import type { PageNode } from './page-nodes.js';

/** A run of pages. */
export interface Extent {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a node of a tree of extents: the key ends in the extent's last page, most significant byte first, and the data is its number
 * of pages. Before the page number, a tree of available extents may have a byte for the pool. Undefined when it is no extent of real pages.
 */
export function decodeExtent({ key, data }: PageNode): Extent | undefined {
  if ((key.byteLength !== 4 && key.byteLength !== 5) || data.byteLength !== 4) return undefined;
  const number = new DataView(key.buffer, key.byteOffset + key.byteLength - 4, 4);
  const last = number.getUint32(0);
  const count = new DataView(data.buffer, data.byteOffset, 4).getUint32(0, true);
  return count === 0 || last < count ? undefined : { first: last - count + 1, last };
}
