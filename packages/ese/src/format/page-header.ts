import { u16, u32, u64 } from './codec.js';
import { at, decodeFields, encodeFields, type FieldsOf } from './field-table.js';

/** The flags of a page (`inc/cpage.hxx` of microsoft/Extensible-Storage-Engine). */
export const PageFlag = {
  Root: 0x1,
  Leaf: 0x2,
  ParentOfLeaf: 0x4,
  Empty: 0x8,
  Repair: 0x10,
  SpaceTree: 0x20,
  Index: 0x40,
  LongValue: 0x80,
  NonUniqueKeys: 0x400,
  NewRecordFormat: 0x800,
  NewChecksumFormat: 0x2000,
  Scrubbed: 0x4000,
  FlushType: 0x18000,
  PreInit: 0x20000,
  FdpDelete: 0x40000,
} as const;

/** The header of a page, without its checksums: `sealPage` writes those. */
export const pageHeaderFields = {
  dbtime: at(8, u64),
  previousPage: at(16, u32),
  nextPage: at(20, u32),
  /** The object that the page belongs to: the same in every page of a tree. */
  objectId: at(24, u32),
  freeBytes: at(28, u16),
  uncommittedFreeBytes: at(30, u16),
  /** Where free space begins, from the end of the header. */
  firstFreeByte: at(32, u16),
  /** Bits 0..11: how many tags there are; bits 12..14: how many of them are reserved (0 means 1); bit 15: for the future. */
  tagState: at(34, u16),
  /** See {@link PageFlag}. */
  flags: at(36, u32),
};

/** The header of a page, each field as it is stored. */
export type PageHeader = FieldsOf<typeof pageHeaderFields>;

/** Reads the header of a page. Throws EseError `TRUNCATED` for fewer than 40 bytes. */
export function decodePageHeader(page: Uint8Array): PageHeader {
  return decodeFields(pageHeaderFields, page);
}

/** Writes the given fields into a page, in place, and leaves the others. Throws EseError `BAD_ARGUMENT` when one does not fit. */
export function encodePageHeader(fields: Partial<PageHeader>, page: Uint8Array): void {
  encodeFields(pageHeaderFields, fields, page);
}
