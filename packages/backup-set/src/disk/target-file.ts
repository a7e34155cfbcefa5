import { type FileHandle, open } from 'node:fs/promises';
import { withTargetErrors } from './target-errors.js';

/** Bytes between two flushes that are started while a large file is still being written. */
const flushEvery = 32 * 1024 * 1024;

/** A new file being written from its start to its end. Rejects as `withTargetErrors` says. */
export class TargetFile {
  readonly path: string;
  readonly #handle: FileHandle;
  #length = 0;
  #appended = Promise.resolve();
  #flushed = 0;
  #flushing: Promise<void> | undefined;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Creates the file; only its owner may read it. Rejects with `TARGET_EXISTS` if there is one. */
  static async create(path: string): Promise<TargetFile> {
    return withTargetErrors(path, async () => new TargetFile(path, await open(path, 'wx', 0o600)));
  }

  /** Bytes given to `append` so far. */
  get length(): number {
    return this.#length;
  }

  /**
   * Writes after what was given before; don't change `bytes` until it resolves. Calls may overlap and are then done
   * one by one: Linux locks a file for each write to it, and threads that wait for that lock keep cores busy.
   * After a failure every further call rejects like it.
   */
  append(bytes: Uint8Array): Promise<void> {
    const position = this.#length;
    this.#length += bytes.length;
    this.#appended = this.#appended.then(() => this.#write(bytes, position));
    return this.#appended;
  }

  #write(bytes: Uint8Array, position: number): Promise<void> {
    return withTargetErrors(this.path, async () => {
      for (let done = 0; done < bytes.length; ) {
        const rest = bytes.length - done;
        done += (await this.#handle.write(bytes, done, rest, position + done)).bytesWritten;
      }
    });
  }

  /**
   * Starts flushing what has been written, if that is much, so that the disk works while the next bytes
   * are read. A failure shows in `finish`, which flushes the rest.
   */
  flushBehind(): void {
    if (this.#flushing !== undefined || this.#length - this.#flushed < flushEvery) return;
    this.#flushed = this.#length;
    this.#flushing = this.#handle.datasync().finally(() => {
      this.#flushing = undefined;
    });
    this.#flushing.catch(() => {});
  }

  /** Makes the file durable and closes it. */
  async finish(): Promise<void> {
    await withTargetErrors(this.path, async () => {
      try {
        await this.#flushing;
        await this.#handle.sync();
      } finally {
        await this.#handle.close();
      }
    });
  }

  /** Gives the file its time and closes it. It is durable when the operating system gets to it. */
  async close(modified: Date): Promise<void> {
    await withTargetErrors(this.path, async () => {
      try {
        await this.#handle.utimes(modified, modified);
      } finally {
        await this.#handle.close();
      }
    });
  }

  /** Closes the file as it is, to be removed. Never rejects. */
  async discard(): Promise<void> {
    await this.#flushing?.catch(() => {});
    await this.#handle.close().catch(() => {});
  }
}
