import { EseError } from '../ese-error.js';

/** Every page size that ESE has had; 2 KiB was last possible in Windows 8.1. */
export const PAGE_SIZES = [2048, 4096, 8192, 16384, 32768] as const;

/** A page size of ESE in bytes. */
export type PageSize = (typeof PAGE_SIZES)[number];

/** Where the checksums of a page lie, by its size. Counted in 32-bit words unless the name says bytes. */
export interface PageLayout {
  readonly pageSize: PageSize;
  readonly pageWords: number;
  /** A page of up to 8 KiB is one block; a larger one has four, each with its own checksum. */
  readonly blockWords: number;
  /** The word where the checksum of each block is stored. */
  readonly checksumWords: readonly number[];
  /** The size of the page header in bytes: where data begins. */
  readonly headerBytes: 40 | 80;
}

/** The word that holds the page's flags, and the flag that says that its checksum is of the new format. */
export const FLAGS_WORD = 9;
export const NEW_CHECKSUM_FLAG = 0x2000;
/** The word of a large page that repeats its number. */
export const LARGE_PAGE_NUMBER_WORD = 16;

/** Whether a number is a page size of ESE. */
export function isPageSize(value: number): value is PageSize {
  return (PAGE_SIZES as readonly number[]).includes(value);
}

/**
 * The layout for a page size.
 *
 * @throws EseError `BAD_ARGUMENT` when it is no page size of ESE
 */
export function pageLayout(pageSize: number): PageLayout {
  if (!isPageSize(pageSize)) {
    throw new EseError(`${pageSize} is not a page size of ESE (${PAGE_SIZES.join(', ')})`, {
      code: 'BAD_ARGUMENT',
    });
  }
  const large = pageSize > 8192;
  return {
    pageSize,
    pageWords: pageSize / 4,
    blockWords: large ? pageSize / 16 : pageSize / 4,
    checksumWords: large ? [0, 10, 12, 14] : [0],
    headerBytes: large ? 80 : 40,
  };
}
