/** Something that is left where it should not be, and why. */
interface Remainder {
  readonly path: string;
  readonly cause: unknown;
}

/** Lets every step of clearing up have its turn, and keeps what each left behind. */
export class Remainders {
  readonly #left: Remainder[] = [];

  get isEmpty(): boolean {
    return this.#left.length === 0;
  }

  /** Why the first one is left. */
  get cause(): unknown {
    return this.#left[0]?.cause;
  }

  async attempt(path: string, step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (cause) {
      this.#left.push({ path, cause });
    }
  }

  /** One phrase for each, in order. */
  describe(): string[] {
    return this.#left.map(
      ({ path, cause }) => `"${path}" is left (${cause instanceof Error ? cause.message : String(cause)})`,
    );
  }
}
