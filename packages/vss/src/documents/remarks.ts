const most = 100;

/** What was seen in a document and not understood: kept for people, at most a hundred. */
export class Remarks {
  readonly document: string;
  readonly #texts: string[] = [];
  #more = 0;

  /** @param document what messages call it */
  constructor(document: string) {
    this.document = document;
  }

  add(text: string): void {
    if (this.#texts.length < most) this.#texts.push(text);
    else this.#more++;
  }

  list(): readonly string[] {
    return this.#more === 0 ? this.#texts : [...this.#texts, `and ${this.#more} more like these`];
  }
}
