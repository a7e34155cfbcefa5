import type { Finding } from '../finding.js';
import { JetError } from '../jet-error.js';

/** What a walk through the trees of a database may have to say, with the JET error number that Windows gives. */
const JET = {
  /** A page of a tree has a bad checksum; what hangs below it was not walked. */
  PAGE_DAMAGED: JetError.ReadVerifyFailure,
  /** A page of a tree has a flipped bit that ESE repairs on reading. */
  PAGE_CORRECTABLE: JetError.ReadVerifyFailure,
  /** A tree leads to a page that was never written. */
  PAGE_NOT_INITIALIZED: JetError.PageNotInitialized,
  /** A tree leads to page 0, or past the end. */
  PAGE_OUT_OF_RANGE: JetError.BadParentPageLink,
  /** A page hangs at two places. */
  PAGE_REACHED_TWICE: JetError.BadParentPageLink,
  /** A page belongs to another object than the tree that leads to it. */
  WRONG_OBJECT: JetError.BadParentPageLink,
  /** The flags of a page do not fit its place in the tree. */
  WRONG_PAGE_KIND: JetError.DatabaseCorrupted,
  /** The tags or nodes of a page contradict each other. */
  PAGE_LAYOUT: JetError.DatabaseCorrupted,
  /** The links between neighbouring leaves do not follow the order of the tree. */
  BAD_PAGE_LINK: JetError.BadPageLink,
  KEYS_OUT_OF_ORDER: JetError.DatabaseCorrupted,
  TREE_TOO_DEEP: JetError.DatabaseCorrupted,
  /** The root says nothing, or nonsense, of the space of its tree. */
  SPACE_HEADER_BAD: JetError.DatabaseCorrupted,
  EXTENT_INVALID: JetError.DatabaseCorrupted,
  /** Pages belong to two trees, or to one that their owner does not own. */
  EXTENT_CONFLICT: JetError.DatabaseCorrupted,
  /** A tree uses a page that it does not own. */
  PAGE_NOT_OWNED: JetError.DatabaseCorrupted,
  /** A tree uses a page that is listed as free. */
  PAGE_IN_USE_IS_FREE: JetError.DatabaseCorrupted,
  CATALOG_ROW_INVALID: JetError.DatabaseCorrupted,
  /** More trees than this check follows. */
  CATALOG_TOO_LARGE: undefined,
  /** Pages that belong to the database, are not free, and that no tree leads to: lost room, no lost data. */
  PAGES_UNREACHED: undefined,
} as const;

/** What a walk through the trees of a database may have to say. */
export type WalkFindingCode = keyof typeof JET;

/** The place that a finding is about. */
export interface WalkPlace {
  /** The page it is about, when it is about one. */
  readonly pgno?: number;
  /** The tree it is about, in words. */
  readonly tree?: string;
}

/** A finding of a walk with its place. */
export interface WalkFinding extends Finding<WalkFindingCode>, WalkPlace {}

const SEVERITIES: Partial<Record<WalkFindingCode, Finding['severity']>> = {
  PAGE_CORRECTABLE: 'warning',
  CATALOG_TOO_LARGE: 'warning',
  PAGES_UNREACHED: 'note',
};

/** Makes a finding with the severity and the JET error number of its code. */
export function walkFinding(code: WalkFindingCode, message: string, place: WalkPlace): WalkFinding {
  const jet = JET[code];
  return {
    code,
    severity: SEVERITIES[code] ?? 'error',
    message,
    ...(jet === undefined ? {} : { jet }),
    ...place,
  };
}
