import type { KernelBuffers } from '../checksum/page-kernel.js';
import type { BackupTrailer } from '../format/backup-trailer.js';
import type { PageMap } from './page-map.js';
import type { ScanFinding } from './scan-finding.js';

/** What a scanner must know of the database beforehand: `inspectDatabase` says both. */
export interface PageScannerOptions {
  readonly pageSize: number;
  /** The last page that the database owns: a bad checksum after it is a note. Left out: every page counts as owned. */
  readonly lastOwnedPage?: number | undefined;
  /** The dbtime of the header, when the database is clean: pages that are newer get a note. Left out: no page is too new. */
  readonly newestDbtime?: bigint | undefined;
  /** Buffers to read the database into: bytes in them are checked where they lie. Left out: none, and all bytes are copied once. */
  readonly buffers?: KernelBuffers | undefined;
  /** Called for each finding, also for those that are too many to keep. */
  readonly onFinding?: ((finding: ScanFinding) => void) | undefined;
  /** Draw a map of at most so many cells: an even number. Left out: none, and it costs nothing. */
  readonly mapCells?: number | undefined;
}

/** What a scan of all pages found. */
export interface DatabaseScan {
  readonly pageSize: number;
  /** Bytes seen. */
  readonly bytes: number;
  /** Whole pages after the two of the header: `good + zero + bad`, and one more when there is a trailer. */
  readonly pages: number;
  readonly good: number;
  /** Never written: all bytes zero. */
  readonly zero: number;
  /** All pages with a bad checksum. */
  readonly bad: number;
  /** Those of them after the last owned page: leftovers of the disk, no damage. */
  readonly badPastOwned: number;
  /** Those of the others that ESE would repair by itself. */
  readonly correctable: number;
  readonly headerGood: boolean;
  readonly shadowGood: boolean;
  /** The last page is the trailer of a streaming backup. */
  readonly trailer: boolean;
  /** What it says; there when it is there. */
  readonly backupTrailer?: BackupTrailer;
  /** The file ends before the last owned page. */
  readonly truncated: boolean;
  /** Bytes after the last whole page. */
  readonly oddTailBytes: number;
  /** No finding is an error: what the database owns is all there and whole. */
  readonly ok: boolean;
  /** The first 1000, in the order of the file. */
  readonly findings: readonly ScanFinding[];
  /** How many more there were. */
  readonly findingsOmitted: number;
  /** Where the pages of each state lie; there when `mapCells` was given. The trailer is not on it. */
  readonly map?: PageMap;
}

/** Takes the bytes of a database in order and checks each page as it comes. */
export interface PageScanner {
  /** The buffers that were asked for, to be filled by the caller in whatever order; they go with the scanner. */
  readonly buffers: readonly Uint8Array[];
  /** The next bytes of the file, as many as there are. They are not kept: the buffer may be used again afterwards. */
  push(chunk: Uint8Array): void;
  /** The end of the file. Call it once, and `push` no more. */
  finish(): DatabaseScan;
}
