import type { DriverLink } from './driver-link.js';
import { readQuantum, smallestReadBuffer } from './read-window.js';

const defaultChunkSize = 1_048_576;

/** The buffer that `readFile` lends out. Kept between files, since one for each of many small files would cost more than they do. */
export class ChunkBuffer {
  readonly #link: DriverLink;
  #buffer: Uint8Array | undefined;

  constructor(link: DriverLink) {
    this.#link = link;
  }

  /** The buffer for chunks of this size. Throws `INVALID_ARGUMENT` for a size that is no number of bytes or too small. */
  lend(chunkSize = defaultChunkSize): Uint8Array {
    if (!Number.isSafeInteger(chunkSize) || chunkSize < smallestReadBuffer) {
      throw this.#link.refusal({
        code: 'INVALID_ARGUMENT',
        message: `readFile: a chunkSize of ${chunkSize} is not a whole number of at least ${smallestReadBuffer} bytes.`,
      });
    }
    const size = chunkSize - (chunkSize % readQuantum);
    if (this.#buffer?.length !== size) this.#buffer = new Uint8Array(size);
    return this.#buffer;
  }
}
