import { EseError } from '../ese-error.js';
import { decodeExtent } from '../format/extent-node.js';
import { NodeFlag, type PageNode, type PageNodes, readPageNodes } from '../format/page-nodes.js';
import { decodeSpaceHeader, SpaceFlag, type SpaceHeader } from '../format/space-header.js';
import { SpaceLedger, type SpaceOwner } from './space-ledger.js';
import type { WalkContext } from './walk-context.js';
import { walkTree } from './walk-tree.js';

/** The bits for free pages in the header of a tree with one extent. */
const FREE_BITS = 32;
/** How many pages of the trees of extents are checked to be owned themselves; real ones have a handful. */
const CHECKED_PAGES = 10_000;

/**
 * Reads what pages a tree owns and which of them are free: from its root, and from the two trees of extents when it has them, which
 * are walked. Undefined when that can't be relied on; a finding then says why, here or where the root is walked.
 */
export async function readSpace(context: WalkContext, owner: SpaceOwner): Promise<SpaceLedger | undefined> {
  const { tree, parentPage } = owner;
  const external = await rootExternal(context, tree.rootPage);
  if (external === undefined) return undefined;
  const header = decodeSpaceHeader(external);
  if (header?.parentPage !== parentPage) {
    const why =
      header === undefined
        ? 'does not say what pages the tree owns'
        : `says that its pages are from page ${header.parentPage}, not from ${parentPage}`;
    const place = { pgno: tree.rootPage, tree: tree.label };
    context.say('SPACE_HEADER_BAD', `Page ${tree.rootPage}, the root of ${tree.label}, ${why}.`, place);
  }
  if (header === undefined) return undefined;
  const ledger = new SpaceLedger(context, owner);
  if ((header.flags & SpaceFlag.MultipleExtents) === 0) enterSingleExtent(ledger, owner, header);
  else if (!(await enterExtentTrees(context, owner, { ledger, header }))) return undefined;
  return ledger.isSound ? ledger : undefined;
}

/** Says nothing of a damaged root: the walk of its tree does. */
async function rootExternal(
  { reader, lastPage }: WalkContext,
  pgno: number,
): Promise<Uint8Array | undefined> {
  if (pgno < 1 || pgno > lastPage) return undefined;
  const page = new Uint8Array(reader.pageSize);
  const state = await reader.read(pgno, page);
  if (state !== 'good' && state !== 'corrected') return undefined;
  try {
    return readPageNodes(page).external;
  } catch (error) {
    if (!EseError.is(error)) throw error;
    return undefined;
  }
}

function enterSingleExtent(
  ledger: SpaceLedger,
  { tree: { rootPage } }: SpaceOwner,
  header: SpaceHeader,
): void {
  const { primaryPages, extentsOrFreePages } = header;
  const extent = { first: rootPage, last: rootPage + primaryPages - 1 };
  ledger.own(primaryPages === 0 ? undefined : extent, rootPage);
  for (let bit = 0; bit < FREE_BITS; bit++) {
    const pgno = rootPage + 1 + bit;
    if (((extentsOrFreePages >>> bit) & 1) !== 0) ledger.release({ first: pgno, last: pgno }, rootPage);
  }
}

/** Whether both trees could be read whole. What is free is only weighed against all that is owned. */
async function enterExtentTrees(
  context: WalkContext,
  { tree }: SpaceOwner,
  { ledger, header }: { readonly ledger: SpaceLedger; readonly header: SpaceHeader },
): Promise<boolean> {
  const inUse: number[] = [];
  const read = async (kind: 'owned' | 'free', enter: (node: PageNode, pgno: number) => void) => {
    const label = `the ${kind} extents of ${tree.label}`;
    const rootPage = header.extentsOrFreePages + (kind === 'owned' ? 0 : 1);
    const onPage = (pgno: number) => {
      if (inUse.length < CHECKED_PAGES) inUse.push(pgno);
    };
    const onLeaf = ({ nodes }: PageNodes, pgno: number) => {
      for (const node of nodes) if ((node.flags & NodeFlag.Deleted) === 0) enter(node, pgno);
    };
    return walkTree(context, { ...tree, label, rootPage, isSpace: true }, { onPage, onLeaf });
  };
  const owned = await read('owned', (node, pgno) => ledger.own(decodeExtent(node), pgno));
  const free = await read('free', (node, pgno) => {
    if (owned.complete) ledger.release(decodeExtent(node), pgno);
  });
  if (!owned.complete || !free.complete) return false;
  if (ledger.isSound) for (const pgno of inUse) ledger.use(pgno);
  return true;
}
