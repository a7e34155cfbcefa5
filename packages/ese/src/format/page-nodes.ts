import { type PageLayout, pageLayout } from '../checksum/page-layout.js';
import { EseError } from '../ese-error.js';
import { JetError } from '../jet-error.js';
import { decodePageHeader, encodePageHeader, PageFlag } from './page-header.js';

/** One node of a page. */
export interface PageNode {
  /** 1 has versions, 2 deleted, 4 its key is stored without the prefix that it shares (gone after reading: `key` is whole). */
  readonly flags: number;
  readonly key: Uint8Array;
  readonly data: Uint8Array;
}

/** What a page holds besides its header. */
export interface PageNodes {
  /** The bytes before all nodes: the space header of a root, or the prefix that keys share. */
  readonly external: Uint8Array;
  readonly nodes: readonly PageNode[];
}

/** The flags of a node. */
export const NodeFlag = { Version: 1, Deleted: 2, Compressed: 4 } as const;

/** The root of a space tree begins with a buffer for splits; the shared prefix comes after it. */
const SPLIT_BUFFER_SIZE = 16;
const SMALL_MASK = 0x1fff;
const LARGE_MASK = 0x7fff;

/**
 * Reads the tags and nodes of a page. The parts are views of the page, save for keys that were put together.
 *
 * @throws EseError `BAD_ARGUMENT` for a length that is no page size, `PAGE_DAMAGED` when a tag or node leaves the page
 */
export function readPageNodes(page: Uint8Array): PageNodes {
  const layout = pageLayout(page.byteLength);
  const header = decodePageHeader(page);
  const tagCount = header.tagState & 0xfff;
  if (tagCount === 0 || layout.headerBytes + 4 * tagCount > page.byteLength)
    throw damaged(`${tagCount} tags`);
  const external = readTag(page, layout, 0).bytes;
  const prefix = sharedPrefix(external, header.flags);
  const firstNode = Math.max(1, (header.tagState >>> 12) & 7);
  const nodes: PageNode[] = [];
  for (let tag = firstNode; tag < tagCount; tag++) nodes.push(readNode(readTag(page, layout, tag), prefix));
  return { external, nodes };
}

/**
 * Writes nodes into a page in the given order, keys whole, and the header's fields about room and tags. The page's other
 * header fields stay; it is not sealed yet.
 *
 * @throws EseError `BAD_ARGUMENT` when they do not fit
 */
export function writePageNodes(page: Uint8Array, content: PageNodes): void {
  const layout = pageLayout(page.byteLength);
  const large = layout.headerBytes === 80;
  const parts = [
    { flags: 0, bytes: content.external },
    ...content.nodes.map((node) => nodeBytes(node, large)),
  ];
  const used = parts.reduce((sum, part) => sum + part.bytes.byteLength, 0);
  const free = page.byteLength - layout.headerBytes - used - 4 * parts.length;
  if (free < 0 || parts.length > 0xfff) {
    throw new EseError(`${content.nodes.length} nodes do not fit a page of ${page.byteLength} bytes`, {
      code: 'BAD_ARGUMENT',
    });
  }
  page.fill(0, layout.headerBytes);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  let place = 0;
  for (const [tag, { flags, bytes }] of parts.entries()) {
    page.set(bytes, layout.headerBytes + place);
    view.setUint16(page.byteLength - 4 * (tag + 1), bytes.byteLength, true);
    view.setUint16(page.byteLength - 4 * (tag + 1) + 2, place | (large ? 0 : flags << 13), true);
    place += bytes.byteLength;
  }
  encodePageHeader(
    { freeBytes: free, uncommittedFreeBytes: 0, firstFreeByte: used, tagState: parts.length },
    page,
  );
}

interface Tag {
  readonly flags: number;
  readonly bytes: Uint8Array;
}

function readTag(page: Uint8Array, layout: PageLayout, tag: number): Tag {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const place = page.byteLength - 4 * (tag + 1);
  const large = layout.headerBytes === 80;
  const mask = large ? LARGE_MASK : SMALL_MASK;
  const size = view.getUint16(place, true) & mask;
  const start = layout.headerBytes + (view.getUint16(place + 2, true) & mask);
  if (start + size > page.byteLength) throw damaged(`tag ${tag} leaves the page`);
  const bytes = page.subarray(start, start + size);
  // In a large page the flags have no room in the tag: they lie in the upper bits of the node's first number.
  const flags = large ? (bytes[1] ?? 0) >>> 5 : view.getUint16(place + 2, true) >>> 13;
  return { flags, bytes };
}

function readNode({ flags, bytes }: Tag, prefix: Uint8Array): PageNode {
  const numberAt = (place: number) => ((bytes[place] ?? 0) | ((bytes[place + 1] ?? 0) << 8)) & SMALL_MASK;
  const compressed = (flags & NodeFlag.Compressed) !== 0;
  const prefixSize = compressed ? numberAt(0) : 0;
  const suffixStart = compressed ? 4 : 2;
  const suffixEnd = suffixStart + numberAt(suffixStart - 2);
  if (suffixEnd > bytes.byteLength || prefixSize > prefix.byteLength) throw damaged('a key leaves its node');
  const suffix = bytes.subarray(suffixStart, suffixEnd);
  const key = prefixSize === 0 ? suffix : Buffer.concat([prefix.subarray(0, prefixSize), suffix]);
  return { flags: flags & ~NodeFlag.Compressed, key, data: bytes.subarray(suffixEnd) };
}

function nodeBytes({ flags, key, data }: PageNode, large: boolean): Tag {
  const bytes = new Uint8Array(2 + key.byteLength + data.byteLength);
  if (key.byteLength > SMALL_MASK) {
    throw new EseError(`A key of ${key.byteLength} bytes does not fit a node`, { code: 'BAD_ARGUMENT' });
  }
  const kept = flags & (NodeFlag.Version | NodeFlag.Deleted);
  bytes[0] = key.byteLength & 0xff;
  bytes[1] = (key.byteLength >>> 8) | (large ? kept << 5 : 0);
  bytes.set(key, 2);
  bytes.set(data, 2 + key.byteLength);
  return { flags: kept, bytes };
}

function sharedPrefix(external: Uint8Array, flags: number): Uint8Array {
  if ((flags & PageFlag.Root) === 0) return external;
  return (flags & PageFlag.SpaceTree) !== 0 ? external.subarray(SPLIT_BUFFER_SIZE) : new Uint8Array(0);
}

function damaged(what: string): EseError {
  return new EseError(`The layout of a page is damaged: ${what}`, {
    code: 'PAGE_DAMAGED',
    jet: JetError.DatabaseCorrupted,
  });
}
