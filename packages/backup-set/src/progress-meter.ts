import type { SetProgress, SetProgressHandler } from './set-progress.js';

/** Counts what is done and tells a handler, which can do no harm. */
export class ProgressMeter {
  readonly #step: SetProgress['step'];
  readonly #handler: SetProgressHandler | undefined;
  readonly #totalBytes: number | undefined;
  #path = '';
  #files = 0;
  #bytes = 0;

  constructor(step: SetProgress['step'], handler: SetProgressHandler | undefined, totalBytes?: number) {
    this.#step = step;
    this.#handler = handler;
    this.#totalBytes = totalBytes;
  }

  get files(): number {
    return this.#files;
  }

  get bytes(): number {
    return this.#bytes;
  }

  startFile(path: string): void {
    this.#path = path;
  }

  addBytes(bytes: number): void {
    this.#bytes += bytes;
    this.#tell();
  }

  endFile(): void {
    this.#files++;
    this.#tell();
  }

  /** Tells how far the walk through the trees of the file at work is. */
  walk(bytes: number, totalBytes: number): void {
    this.#tell({ step: 'walk', bytes, totalBytes });
  }

  #tell(walk?: Pick<SetProgress, 'step' | 'bytes' | 'totalBytes'>): void {
    try {
      this.#handler?.({
        step: this.#step,
        path: this.#path,
        files: this.#files,
        bytes: this.#bytes,
        totalBytes: this.#totalBytes,
        ...walk,
      });
    } catch {
      // A progress display must not fail a backup.
    }
  }
}
