/** The native calls that were made, in order: a ring, so that a backup of any length stays in flat memory. */
export class NativeJournal {
  readonly #limit: number;
  #lines: string[] = [];
  #oldest = 0;

  /** @param limit how many of the last lines are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  write(line: string): void {
    if (this.#limit === 0) return;
    if (this.#lines.length < this.#limit) {
      this.#lines.push(line);
      return;
    }
    this.#lines[this.#oldest] = line;
    this.#oldest = (this.#oldest + 1) % this.#limit;
  }

  /** The kept lines, oldest first. */
  lines(): string[] {
    return [...this.#lines.slice(this.#oldest), ...this.#lines.slice(0, this.#oldest)];
  }
}
