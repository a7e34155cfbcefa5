import type { PageNodes } from '../format/page-nodes.js';

/** A tree to be walked. */
export interface Tree {
  /** For messages: `index "x" of table "y"`. */
  readonly label: string;
  readonly rootPage: number;
  /** The object id that all its pages carry. */
  readonly objectId: number;
  /** Whether it is one of the two trees of extents that another tree has. */
  readonly isSpace: boolean;
}

/** Who wants to see the pages of a tree while it is walked. */
export interface TreeVisitor {
  /** Each page that is whole and belongs to the tree, a parent before its children. */
  onPage?(pgno: number): void;
  /** Each leaf in the order of its keys. It is lent until the call returns. */
  onLeaf?(content: PageNodes, pgno: number): void;
}

/** What a walk through one tree counted. */
export interface TreeCounts {
  /** Pages of any level. */
  readonly pages: number;
  readonly leafPages: number;
  /** Nodes of leaves that are not deleted: for a table without long records, its records. */
  readonly nodes: number;
  /** Levels from the root to the leaves: 1 when the root is a leaf. */
  readonly depth: number;
  /** Every page could be followed. */
  readonly complete: boolean;
}
