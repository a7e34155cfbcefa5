import type { PageNode } from '@dsbackup/ese';

/**
 * A node that leads to a child page. Its key is greater than all keys below it: the first key of the next child,
 * and none for the last child of a level.
 */
export function branchNode(nextKey: Uint8Array | undefined, child: number): PageNode {
  const data = new Uint8Array(4);
  new DataView(data.buffer).setUint32(0, child, true);
  return { flags: 0, key: nextKey ?? new Uint8Array(0), data };
}
