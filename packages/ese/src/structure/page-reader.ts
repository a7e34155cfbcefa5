import { checkPage } from '../checksum/check-page.js';
import type { PageSize } from '../checksum/page-layout.js';
import type { EseFile } from '../file/ese-file.js';

/** What reading a page gave: `corrected` when it had flipped bits that ESE too repairs on reading, `missing` when the file ends before it. */
export type PageState = 'good' | 'corrected' | 'zero' | 'bad' | 'missing';

const BUFFER_SIZE = 1 << 19;

/** Reads single pages of a database by number. As long as they are asked for in order, more and more of them are read at once. */
export class PageReader {
  readonly #file: EseFile;
  readonly #pageSize: PageSize;
  readonly #buffer = new Uint8Array(BUFFER_SIZE);
  /** The pages in the buffer: the first one, and the one after the last. */
  #first = 0;
  #end = 0;
  #run = 1;

  constructor(file: EseFile, pageSize: PageSize) {
    this.#file = file;
    this.#pageSize = pageSize;
  }

  get pageSize(): PageSize {
    return this.#pageSize;
  }

  /**
   * Fills `target`, of a page's size, with a page, and checks it. Flipped bits that its checksum locates are put right in `target`.
   *
   * @throws EseError `UNREADABLE`
   */
  async read(pgno: number, target: Uint8Array): Promise<PageState> {
    const size = this.#pageSize;
    if (pgno < this.#first || pgno >= this.#end) await this.#fill(pgno);
    if (pgno >= this.#end) return 'missing';
    const start = (pgno - this.#first) * size;
    target.set(this.#buffer.subarray(start, start + size));
    const check = checkPage(target, pgno);
    if (check.state !== 'bad') return check.state;
    if (check.correctableBits === undefined) return 'bad';
    for (const bit of check.correctableBits) target[bit >>> 3] = (target[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
    return 'corrected';
  }

  async #fill(pgno: number): Promise<void> {
    const size = this.#pageSize;
    this.#run = pgno === this.#end ? Math.min(2 * this.#run, BUFFER_SIZE / size) : 1;
    const read = await this.#file.read(this.#buffer.subarray(0, this.#run * size), (pgno + 1) * size);
    this.#first = pgno;
    this.#end = pgno + Math.floor(read / size);
  }
}
