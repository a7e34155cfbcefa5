import { pageLayout } from '../checksum/page-layout.js';
import type { PageHeader } from './page-header.js';

const SMALL_MASK = 0x1fff;
const LARGE_MASK = 0x7fff;

/**
 * What is wrong with how a page accounts for its room, or undefined. Header, nodes, tags and free bytes make up the whole page: so it
 * is in all pages of real databases. While a change is not committed, bytes that it freed may be counted either way.
 */
export function pageRoomFault(page: Uint8Array, header: PageHeader): string | undefined {
  const { headerBytes } = pageLayout(page.byteLength);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const mask = headerBytes === 80 ? LARGE_MASK : SMALL_MASK;
  const tags = header.tagState & 0xfff;
  let free = page.byteLength - headerBytes - 4 * tags;
  if (free < 0) return `it has no room for ${tags} tags`;
  for (let tag = 1; tag <= tags; tag++) free -= view.getUint16(page.byteLength - 4 * tag, true) & mask;
  if (free < 0) return 'its nodes are larger than the page';
  if (free === header.freeBytes || header.uncommittedFreeBytes > 0) return undefined;
  return `it has ${free} free bytes, but says ${header.freeBytes}`;
}
