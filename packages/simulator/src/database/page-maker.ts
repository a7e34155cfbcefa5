import {
  encodePageHeader,
  PageFlag,
  type PageHeader,
  type PageNodes,
  sealPage,
  writePageNodes,
} from '@dsbackup/ese';

/** What every page of a made database has. */
const usualFlags = PageFlag.NewRecordFormat | PageFlag.NewChecksumFormat;
const firstDbtime = 0x100;

/** The time stamp of a page; that of the header is higher than all. */
export function dbtimeOf(pgno: number): bigint {
  return BigInt(firstDbtime + pgno);
}

/** A page by its number and the kind of tree that it belongs to. */
export interface PageKind {
  readonly pgno: number;
  readonly objectId: number;
  /** Of PageFlag: root, leaf, parent of leaf, space tree. */
  readonly flags: number;
  readonly previousPage?: number;
  readonly nextPage?: number;
}

/** Makes a page with its nodes, sealed. */
export function makePage(pageSize: number, kind: PageKind, content: PageNodes): Uint8Array {
  const page = new Uint8Array(pageSize);
  encodePageHeader(headerOf(kind), page);
  writePageNodes(page, content);
  sealPage(page, kind.pgno);
  return page;
}

/** The fields of a page's header that do not depend on what is in it. */
export function headerOf(kind: PageKind): Partial<PageHeader> {
  return {
    dbtime: dbtimeOf(kind.pgno),
    objectId: kind.objectId,
    flags: kind.flags | usualFlags,
    previousPage: kind.previousPage ?? 0,
    nextPage: kind.nextPage ?? 0,
  };
}

/** The bytes in a page that nodes can take, each with 4 more for its tag, after an external header. */
export function roomIn(pageSize: number, externalBytes: number): number {
  const headerBytes = pageSize > 8192 ? 80 : 40;
  return pageSize - headerBytes - 4 - externalBytes;
}
