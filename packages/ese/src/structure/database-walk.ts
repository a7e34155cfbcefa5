import type { DatabaseInspection } from '../database/inspect-database.js';
import type { WalkFinding } from './walk-finding.js';

/** What a walk through all trees of a database found. */
export interface DatabaseWalk {
  readonly inspection: DatabaseInspection;
  /** In the order of the catalog. */
  readonly tables: readonly WalkedTable[];
  /** Pages that some tree leads to. */
  readonly reachedPages: number;
  /** Pages that are listed as free. */
  readonly freePages: number;
  /** No finding is an error. Of a database that was not shut down cleanly none ever is: its logs may yet put it right. */
  readonly ok: boolean;
  /**
   * Findings that are errors, or would be if the database had been shut down cleanly: some are usual while logs are still to be
   * replayed, and nothing but replaying them tells whether these will go away.
   */
  readonly contradictions: number;
  /** The first 1000, in the order of the walk. */
  readonly findings: readonly WalkFinding[];
  /** How many more there were. */
  readonly findingsOmitted: number;
}

/** A table with its trees. */
export interface WalkedTable {
  readonly name: string;
  readonly objectId: number;
  readonly rootPage: number;
  /** `system`: one of the engine's own; `template` and `derived`: a pattern for tables, and a table made after one. */
  readonly type: 'ordinary' | 'system' | 'template' | 'derived';
  /** The table's own tree first. */
  readonly trees: readonly WalkedTree[];
}

/** One tree of a table. */
export interface WalkedTree {
  readonly kind: 'table' | 'index' | 'long-values';
  readonly name: string;
  readonly objectId: number;
  readonly rootPage: number;
  /** Levels from the root to the leaves. */
  readonly depth: number;
  /** Pages of any level, those of the trees of its extents left out. */
  readonly pages: number;
  readonly leafPages: number;
  /** Nodes of leaves that are not deleted: the records of a table, the entries of an index. */
  readonly nodes: number;
  /** With the trees within it; undefined when its space could not be read, or is not sound. */
  readonly ownedPages: number | undefined;
  readonly freePages: number | undefined;
  /** Every page could be followed. */
  readonly complete: boolean;
}

/** How far a walk is. */
export interface WalkProgress {
  readonly pages: number;
  /** What the database owns, free pages too: a walk ends before it gets there. */
  readonly totalPages: number;
  /** Bytes of each. */
  readonly pageSize: number;
}

/** What {@link walkDatabase} may be told. */
export interface WalkOptions {
  /** Called for each finding as it is made, also for those that are too many to keep. */
  readonly onFinding?: ((finding: WalkFinding) => void) | undefined;
  /** Called once for each 256 pages. */
  readonly onProgress?: ((progress: WalkProgress) => void) | undefined;
  /** Looked at before each page; its reason is thrown as it is. A read that has begun is waited for. */
  readonly signal?: AbortSignal | undefined;
}
