import type { PageNode } from '../format/page-nodes.js';

/** The keys that a parent allows in a page. */
export interface KeyBounds {
  /** The first key that belongs there; undefined: any. */
  readonly from: Uint8Array | undefined;
  /** The first key that no longer does; undefined: none. */
  readonly below: Uint8Array | undefined;
}

/** How the keys of a tree are compared. */
export interface KeyRules {
  readonly bounds: KeyBounds;
  /** Equal keys are in order by their data. The keys between pages are then made of key and data. */
  readonly nonUnique: boolean;
}

/**
 * What is wrong with the order of a leaf's keys, or undefined. They must increase, and lie within what the parent allows.
 * Only the first and the last are compared to that: the others are between them.
 */
export function leafKeyFault(
  nodes: readonly PageNode[],
  { bounds, nonUnique }: KeyRules,
): string | undefined {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (first === undefined || last === undefined) return undefined;
  for (let index = 1; index < nodes.length; index++) {
    const before = nodes[index - 1] ?? first;
    const node = nodes[index] ?? last;
    const order =
      Buffer.compare(before.key, node.key) || (nonUnique ? Buffer.compare(before.data, node.data) : 0);
    if (order >= 0) return `key ${index + 1} is not greater than the one before it`;
  }
  const whole = (node: PageNode) => (nonUnique ? Buffer.concat([node.key, node.data]) : node.key);
  if (bounds.from !== undefined && Buffer.compare(whole(first), bounds.from) < 0)
    return 'its first key belongs to the page before it';
  if (bounds.below !== undefined && Buffer.compare(whole(last), bounds.below) >= 0)
    return 'its last key belongs to the page after it';
  return undefined;
}

/**
 * The same for a branch: each key is greater than all keys below it. The last one may be empty, and then stands for
 * whatever the parent allows.
 */
export function branchKeyFault(nodes: readonly PageNode[], { from, below }: KeyBounds): string | undefined {
  let before = from;
  for (const [index, { key }] of nodes.entries()) {
    if (key.byteLength === 0 && index === nodes.length - 1) return undefined;
    if (before !== undefined && Buffer.compare(before, key) >= 0)
      return `key ${index + 1} is not greater than the one before it`;
    before = key;
  }
  if (before !== undefined && below !== undefined && Buffer.compare(before, below) > 0)
    return 'its last key is greater than its parent allows';
  return undefined;
}
