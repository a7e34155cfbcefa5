/** How far a step has come. Counts only grow within a step. */
export interface SetProgress {
  /** `walk` follows the trees of one database, and counts from nothing for each. */
  readonly step: 'write' | 'verify' | 'walk' | 'extract';
  /** The original path of the file at work. */
  readonly path: string;
  /** Files that are done. */
  readonly files: number;
  /** Bytes of content that are done; in a walk, of its pages. */
  readonly bytes: number;
  /** Bytes in all, where that is known: a running backup doesn't know. A walk that meets free pages ends before. */
  readonly totalBytes?: number | undefined;
}

/** Told after each chunk and each file: make it cheap. What it throws is ignored. */
export type SetProgressHandler = (progress: SetProgress) => void;
