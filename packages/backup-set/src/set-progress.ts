/** How far a step has come. Counts only grow. */
export interface SetProgress {
  readonly step: 'write' | 'verify' | 'extract';
  /** The original path of the file at work. */
  readonly path: string;
  /** Files that are done. */
  readonly files: number;
  /** Bytes of content that are done. */
  readonly bytes: number;
  /** Bytes in all, where that is known: a running backup doesn't know. */
  readonly totalBytes?: number | undefined;
}

/** Told after each chunk and each file: make it cheap. What it throws is ignored. */
export type SetProgressHandler = (progress: SetProgress) => void;
