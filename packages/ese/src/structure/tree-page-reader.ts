import { EseError } from '../ese-error.js';
import { decodePageHeader, PageFlag, type PageHeader } from '../format/page-header.js';
import { type PageNodes, readPageNodes } from '../format/page-nodes.js';
import { pageRoomFault } from '../format/page-room.js';
import type { KeyBounds } from './check-keys.js';
import type { Tree } from './tree.js';
import type { WalkContext } from './walk-context.js';
import type { WalkFindingCode } from './walk-finding.js';

/** With two children to a branch, so many levels would hold more pages than page numbers can name. */
const MAX_DEPTH = 32;
/** What every page of a tree says of the tree's kind. */
const KIND_FLAGS = PageFlag.SpaceTree | PageFlag.Index | PageFlag.LongValue | PageFlag.NonUniqueKeys;

/** Where a page hangs. */
export interface TreePlace {
  readonly pgno: number;
  /** Levels between it and the root: 0 for the root. */
  readonly depth: number;
  readonly bounds: KeyBounds;
  /** What the parent says that the page is; undefined for the root. */
  readonly isLeaf?: boolean;
}

/** A page that is whole and belongs to the tree. It lies in a buffer that the next page of the same depth overwrites. */
export interface TreePage {
  readonly header: PageHeader;
  readonly content: PageNodes;
  readonly isLeaf: boolean;
}

/** Reads the pages of one tree, and says what is wrong with each by itself and in its place. */
export class TreePageReader {
  readonly #context: WalkContext;
  readonly #tree: Tree;
  /** One for each level, since a branch is needed until its last child is done. */
  readonly #buffers: Uint8Array[] = [];
  #kind: number | undefined;
  #leafDepth: number | undefined;

  constructor(context: WalkContext, tree: Tree) {
    this.#context = context;
    this.#tree = tree;
  }

  /** The page at a place, or undefined after a finding that says why it is none of the tree's. */
  async read(place: TreePlace): Promise<TreePage | undefined> {
    const { pgno } = place;
    const bytes = await this.#bytesOf(place);
    if (bytes === undefined) return undefined;
    const header = decodePageHeader(bytes);
    const fault = this.#misplaced(place, header);
    if (fault !== undefined) return this.#say(fault.code, fault.why, pgno);
    const roomFault = pageRoomFault(bytes, header);
    if (roomFault !== undefined) return this.#say('PAGE_LAYOUT', roomFault, pgno);
    try {
      return { header, content: readPageNodes(bytes), isLeaf: (header.flags & PageFlag.Leaf) !== 0 };
    } catch (error) {
      if (!EseError.is(error)) throw error;
      return this.#say('PAGE_LAYOUT', error.message, pgno);
    }
  }

  async #bytesOf({ pgno, depth }: TreePlace): Promise<Uint8Array | undefined> {
    const { reached, reader, lastPage, beforePage } = this.#context;
    if (pgno < 1 || pgno > lastPage)
      return this.#say('PAGE_OUT_OF_RANGE', 'it is no page of the database', pgno);
    if (!reached.add(pgno)) return this.#say('PAGE_REACHED_TWICE', 'something else led to it already', pgno);
    if (depth >= MAX_DEPTH) return this.#say('TREE_TOO_DEEP', `it lies ${depth} levels below the root`, pgno);
    beforePage();
    const buffer = this.#buffers[depth] ?? new Uint8Array(reader.pageSize);
    this.#buffers[depth] = buffer;
    switch (await reader.read(pgno, buffer)) {
      case 'zero':
        return this.#say('PAGE_NOT_INITIALIZED', 'it was never written', pgno);
      case 'missing':
        return this.#say('PAGE_OUT_OF_RANGE', 'the file ends before it', pgno);
      case 'bad':
        return this.#say('PAGE_DAMAGED', 'its checksum is wrong', pgno);
      case 'corrected':
        this.#say('PAGE_CORRECTABLE', 'it has a flipped bit that ESE repairs', pgno);
        return buffer;
      case 'good':
        return buffer;
    }
  }

  #misplaced(
    { depth, isLeaf }: TreePlace,
    { objectId, flags }: PageHeader,
  ): { readonly code: WalkFindingCode; readonly why: string } | undefined {
    const tree = this.#tree;
    if (objectId !== tree.objectId) {
      const why = `it belongs to object ${objectId}, the tree is object ${tree.objectId}`;
      return { code: 'WRONG_OBJECT', why };
    }
    const has = (flag: number) => (flags & flag) !== 0;
    this.#kind ??= flags & KIND_FLAGS;
    if (has(PageFlag.Leaf)) this.#leafDepth ??= depth;
    const fits =
      (flags & KIND_FLAGS) === this.#kind &&
      has(PageFlag.SpaceTree) === tree.isSpace &&
      has(PageFlag.Root) === (depth === 0) &&
      (isLeaf === undefined || has(PageFlag.Leaf) === isLeaf) &&
      (!has(PageFlag.Leaf) || depth === this.#leafDepth);
    if (fits) return undefined;
    const why = `its flags, 0x${flags.toString(16)}, do not fit its place ${depth} levels below the root`;
    return { code: 'WRONG_PAGE_KIND', why };
  }

  #say(code: WalkFindingCode, why: string, pgno: number): undefined {
    const tree = this.#tree.label;
    this.#context.say(code, `Page ${pgno} of ${tree}: ${why}.`, { pgno, tree });
  }
}
