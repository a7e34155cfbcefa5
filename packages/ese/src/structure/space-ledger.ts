import type { Extent } from '../format/extent-node.js';
import { PageSet } from './page-set.js';
import type { Tree } from './tree.js';
import type { WalkContext } from './walk-context.js';
import type { WalkFindingCode } from './walk-finding.js';

/** A tree, and who gave it its pages. */
export interface SpaceOwner {
  readonly tree: Tree;
  /** The root that gave the pages: 0 for page 1 itself, which has no giver. */
  readonly parentPage: number;
  /** Undefined when that could not be read, and for page 1. */
  readonly parent: SpaceLedger | undefined;
}

/** Which pages a tree owns, which of them are free, and which it gave to trees within it. Each entry is checked against the others. */
export class SpaceLedger {
  readonly owned = new PageSet();
  readonly free = new PageSet();
  /** What trees within this one own: the indexes of a table, the tables of a database. */
  readonly given = new PageSet();
  /** Nothing in it contradicts anything else in it. */
  isSound = true;
  readonly #context: WalkContext;
  readonly #owner: SpaceOwner;

  constructor(context: WalkContext, owner: SpaceOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  /** Enters an extent that the tree owns, as page `source` says; undefined when that page has something else there. */
  own(extent: Extent | undefined, source: number): void {
    if (!this.#isWithin(extent, source)) return;
    const { first, last } = extent;
    if (!this.owned.addRange(first, last)) {
      this.isSound = false;
      this.#say('EXTENT_CONFLICT', `pages ${first} to ${last} are owned twice`, source);
    }
    const { parent, parentPage } = this.#owner;
    if (parent === undefined) return;
    const conflict = conflictWith(parent, extent);
    if (!parent.given.addRange(first, last) || conflict !== undefined) {
      const why = conflict ?? 'another tree owns some of them';
      this.#say(
        'EXTENT_CONFLICT',
        `pages ${first} to ${last} are from page ${parentPage}, but ${why}`,
        source,
      );
    }
  }

  /** Enters an extent that nothing uses. Those that are owned come first. */
  release(extent: Extent | undefined, source: number): void {
    if (!this.#isWithin(extent, source)) return;
    const { first, last } = extent;
    const isOwned = this.owned.hasAll(first, last);
    if (this.free.addRange(first, last) && isOwned) return;
    this.isSound = false;
    const why = isOwned ? 'are listed as free twice' : 'are listed as free, but not owned';
    this.#say('EXTENT_CONFLICT', `pages ${first} to ${last} ${why}`, source);
  }

  /** Checks a page that the tree itself uses. */
  use(pgno: number): void {
    if (!this.owned.has(pgno)) this.#say('PAGE_NOT_OWNED', 'the tree does not own it', pgno);
    else if (this.free.has(pgno)) this.#say('PAGE_IN_USE_IS_FREE', 'it is in use, but listed as free', pgno);
    else if (this.given.has(pgno)) this.#say('EXTENT_CONFLICT', 'a tree within this one owns it', pgno);
  }

  #isWithin(extent: Extent | undefined, source: number): extent is Extent {
    if (extent !== undefined && extent.last <= this.#context.lastPage) return true;
    this.isSound = false;
    const what =
      extent === undefined
        ? 'a node is no extent'
        : `pages ${extent.first} to ${extent.last} are not all there`;
    this.#say('EXTENT_INVALID', what, source);
    return false;
  }

  #say(code: WalkFindingCode, why: string, pgno: number): void {
    const tree = this.#owner.tree.label;
    this.#context.say(code, `Page ${pgno}, space of ${tree}: ${why}.`, { pgno, tree });
  }
}

function conflictWith({ owned, free }: SpaceLedger, { first, last }: Extent): string | undefined {
  if (!owned.hasAll(first, last)) return 'it does not own them all';
  return free.hasAny(first, last) ? 'it lists some of them as free' : undefined;
}
