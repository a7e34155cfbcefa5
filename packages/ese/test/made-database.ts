import type { PageNode } from '../src/index.js';
import {
  type DatabaseHeader,
  encodeDatabaseHeader,
  encodePageHeader,
  PageFlag,
  sealPage,
  writePageNodes,
} from '../src/index.js';

/** A tree's page, before it is sealed into its place. */
export interface MadePage {
  readonly flags: number;
  readonly nodes: readonly PageNode[];
}

/** What {@link makeDatabase} makes. */
export interface MadeDatabase {
  readonly pageSize: number;
  /** Pages after the header. */
  readonly pages: number;
  readonly header?: Partial<DatabaseHeader>;
  /** Pages of the tree of owned extents; one leaf with all pages if left out. */
  readonly tree?: Readonly<Record<number, MadePage>>;
}

const ALWAYS = PageFlag.SpaceTree | PageFlag.NewChecksumFormat | PageFlag.NewRecordFormat;

/** A small database: header, shadow, an owned-extent tree and data pages with right checksums. */
export function makeDatabase({ pageSize, pages, header = {}, tree }: MadeDatabase): Buffer {
  const headerPage = encodeDatabaseHeader({ state: 3, ...header }, pageSize);
  const extents = tree ?? { 2: { flags: PageFlag.Root | PageFlag.Leaf, nodes: [extent(pages, pages)] } };
  const body = Array.from({ length: pages }, (_, index) => {
    const pgno = index + 1;
    const page = new Uint8Array(pageSize);
    const made = extents[pgno];
    encodePageHeader({ objectId: 1, flags: made === undefined ? ALWAYS : ALWAYS | made.flags }, page);
    if (made === undefined) page.fill(pgno, 100, 200);
    else
      writePageNodes(page, {
        external: new Uint8Array(made.flags & PageFlag.Root ? 16 : 0),
        nodes: made.nodes,
      });
    sealPage(page, pgno);
    return page;
  });
  return Buffer.concat([headerPage, headerPage, ...body]);
}

/** An extent of owned pages that ends at `last`. */
export function extent(last: number, count: number): PageNode {
  return { flags: 0, key: bigEndian(last), data: littleEndian(count) };
}

/** A node of a branch page. */
export function child(pgno: number): PageNode {
  return { flags: 0, key: bigEndian(pgno), data: littleEndian(pgno) };
}

function bigEndian(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function littleEndian(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
