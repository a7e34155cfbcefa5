/**
 * A few buffers that go round between a reader and a writer, so that reading one, hashing another and
 * writing a third overlap, and no more memory than these is ever held.
 */
export class ChunkRing {
  readonly chunkSize: number;
  readonly #free: Uint8Array[];
  readonly #busy = new Set<Promise<void>>();
  #failure: { readonly reason: unknown } | undefined;

  constructor(chunks: number, chunkSize: number) {
    this.chunkSize = chunkSize;
    this.#free = Array.from({ length: chunks }, () => new Uint8Array(chunkSize));
  }

  /** A ring of buffers that are there already, all of one size. */
  static of(buffers: readonly Uint8Array[]): ChunkRing {
    const ring = new ChunkRing(0, buffers[0]?.length ?? 0);
    ring.#free.push(...buffers);
    return ring;
  }

  /** A free buffer, as soon as there is one. Rejects with what a lent buffer's work rejected with. */
  async take(): Promise<Uint8Array> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure.reason;
      const buffer = this.#free.pop();
      if (buffer !== undefined) return buffer;
      await Promise.race(this.#busy);
    }
  }

  /** Gives a buffer back. */
  give(buffer: Uint8Array): void {
    this.#free.push(buffer);
  }

  /** Gives a buffer back once `work` on it is done; a failure is told by the next `take` or by `drain`. */
  lend(buffer: Uint8Array, work: Promise<void>): void {
    const settled: Promise<void> = work
      .catch((reason: unknown) => {
        this.#failure ??= { reason };
      })
      .then(() => {
        this.#busy.delete(settled);
        this.#free.push(buffer);
      });
    this.#busy.add(settled);
  }

  /** Waits for all lent work. Rejects with the first failure, which is told once and then forgotten. */
  async drain(): Promise<void> {
    await Promise.all(this.#busy);
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure.reason;
  }
}
