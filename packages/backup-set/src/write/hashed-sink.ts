import { createHash } from 'node:crypto';
import { ChunkRing } from '../disk/chunk-ring.js';
import type { TargetFile } from '../disk/target-file.js';
import type { Digest } from '../format/digest-schema.js';

/** A file written in many small pieces: they are gathered, hashed and written a chunk at a time. */
export class HashedSink {
  readonly #file: TargetFile;
  readonly #ring: ChunkRing;
  readonly #hash = createHash('sha256');
  #buffer: Uint8Array | undefined;
  #filled = 0;

  constructor(file: TargetFile, chunkSize: number) {
    this.#file = file;
    this.#ring = new ChunkRing(2, chunkSize);
  }

  /** Bytes appended so far. */
  get length(): number {
    return this.#file.length + this.#filled;
  }

  /** Copies `bytes`; they are the caller's again when it resolves. */
  async append(bytes: Uint8Array): Promise<void> {
    for (let taken = 0; taken < bytes.length; ) {
      this.#buffer ??= await this.#ring.take();
      const piece = bytes.subarray(taken, taken + this.#buffer.length - this.#filled);
      this.#buffer.set(piece, this.#filled);
      this.#filled += piece.length;
      taken += piece.length;
      if (this.#filled === this.#buffer.length) this.#pass(this.#buffer);
    }
  }

  /** Makes the file durable, closes it and says what it is. */
  async finish(): Promise<Digest> {
    if (this.#buffer !== undefined) this.#pass(this.#buffer);
    await this.#ring.drain();
    await this.#file.finish();
    return { bytes: this.#file.length, sha256: this.#hash.digest('hex') };
  }

  /** Closes the file as it is, to be removed. Never rejects. */
  async discard(): Promise<void> {
    await this.#ring.drain().catch(() => {});
    await this.#file.discard();
  }

  #pass(buffer: Uint8Array): void {
    const chunk = buffer.subarray(0, this.#filled);
    this.#buffer = undefined;
    this.#filled = 0;
    this.#ring.lend(buffer, this.#file.append(chunk));
    this.#hash.update(chunk);
  }
}
