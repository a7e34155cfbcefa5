import { PageFlag } from '../format/page-header.js';
import { NodeFlag, type PageNode } from '../format/page-nodes.js';
import { branchKeyFault, type KeyBounds, leafKeyFault } from './check-keys.js';
import { LeafChain } from './leaf-chain.js';
import type { Tree, TreeCounts, TreeVisitor } from './tree.js';
import { type TreePage, TreePageReader, type TreePlace } from './tree-page-reader.js';
import type { WalkContext } from './walk-context.js';
import type { WalkFindingCode } from './walk-finding.js';

const ANY_KEY: KeyBounds = { from: undefined, below: undefined };

/**
 * Follows a tree from its root, in the order of its keys, and checks every page: its checksum and layout, that it belongs
 * there, its keys, its links to its neighbours, and that no other place leads to it. Memory: a page for each level.
 * What hangs below a damaged page is left out, and nothing is said of the hole that it leaves.
 *
 * @throws EseError `UNREADABLE`; what `context.beforePage` throws
 */
export async function walkTree(
  context: WalkContext,
  tree: Tree,
  visitor: TreeVisitor = {},
): Promise<TreeCounts> {
  const pages = new TreePageReader(context, tree);
  const walk = new TreeWalk(context, tree, visitor);
  let place: TreePlace | undefined = { pgno: tree.rootPage, depth: 0, bounds: ANY_KEY };
  while (place !== undefined) {
    walk.take(place, await pages.read(place));
    place = walk.next();
  }
  return walk.finish();
}

/** A branch on the way down from the root. */
interface Branch {
  readonly place: TreePlace;
  readonly nodes: readonly PageNode[];
  readonly isParentOfLeaves: boolean;
  next: number;
}

class TreeWalk {
  readonly #context: WalkContext;
  readonly #tree: Tree;
  readonly #visitor: TreeVisitor;
  readonly #branches: Branch[] = [];
  readonly #chain: LeafChain;
  readonly #counts = { pages: 0, leafPages: 0, nodes: 0, depth: 0, complete: true };

  constructor(context: WalkContext, tree: Tree, visitor: TreeVisitor) {
    this.#context = context;
    this.#tree = tree;
    this.#visitor = visitor;
    this.#chain = new LeafChain((message, pgno) => this.#say('BAD_PAGE_LINK', message, pgno));
  }

  /** The next place to look at, deepest first; undefined when all are done. */
  next(): TreePlace | undefined {
    for (;;) {
      const branch = this.#branches.at(-1);
      if (branch === undefined) return undefined;
      const index = branch.next++;
      const node = branch.nodes[index];
      if (node !== undefined) return childPlace(branch, node, index);
      this.#branches.pop();
    }
  }

  /** Takes what stands at the place; undefined leaves a hole. */
  take(place: TreePlace, page: TreePage | undefined): void {
    if (page === undefined) {
      this.#leaveHole();
      return;
    }
    this.#counts.pages++;
    this.#counts.depth = Math.max(this.#counts.depth, place.depth + 1);
    this.#visitor.onPage?.(place.pgno);
    if (page.isLeaf) this.#leaf(place, page);
    else this.#branch(place, page);
  }

  finish(): TreeCounts {
    this.#chain.end();
    return this.#counts;
  }

  #leaf({ pgno, bounds }: TreePlace, { header, content }: TreePage): void {
    this.#counts.leafPages++;
    for (const { flags } of content.nodes) if ((flags & NodeFlag.Deleted) === 0) this.#counts.nodes++;
    const nonUnique = (header.flags & PageFlag.NonUniqueKeys) !== 0;
    this.#sayKeyFault(pgno, leafKeyFault(content.nodes, { bounds, nonUnique }));
    this.#chain.next(pgno, header);
    this.#visitor.onLeaf?.(content, pgno);
  }

  #branch(place: TreePlace, { header, content }: TreePage): void {
    const { nodes } = content;
    if (nodes.length === 0 || nodes.some((node) => node.data.byteLength !== 4)) {
      this.#say('PAGE_LAYOUT', 'it is a branch and does not lead to pages', place.pgno);
      this.#leaveHole();
      return;
    }
    this.#sayKeyFault(place.pgno, branchKeyFault(nodes, place.bounds));
    const isParentOfLeaves = (header.flags & PageFlag.ParentOfLeaf) !== 0;
    this.#branches.push({ place, nodes, isParentOfLeaves, next: 0 });
  }

  #leaveHole(): void {
    this.#counts.complete = false;
    this.#chain.hole();
  }

  #sayKeyFault(pgno: number, fault: string | undefined): void {
    if (fault !== undefined) this.#say('KEYS_OUT_OF_ORDER', fault, pgno);
  }

  #say(code: WalkFindingCode, why: string, pgno: number): void {
    const tree = this.#tree.label;
    this.#context.say(code, `Page ${pgno} of ${tree}: ${why}.`, { pgno, tree });
  }
}

function childPlace({ place, nodes, isParentOfLeaves }: Branch, node: PageNode, index: number): TreePlace {
  const { buffer, byteOffset } = node.data;
  return {
    pgno: new DataView(buffer, byteOffset, 4).getUint32(0, true),
    depth: place.depth + 1,
    bounds: {
      from: nodes[index - 1]?.key ?? place.bounds.from,
      below: node.key.byteLength === 0 ? place.bounds.below : node.key,
    },
    isLeaf: isParentOfLeaves,
  };
}
