import type { OpenFile } from './open-file.js';
import { readWindow, stagingSize } from './read-window.js';

/** Asks the driver for bytes; answers how many came, 0 at the end. */
export type ReadSource = (window: Uint8Array) => Promise<number>;

const nothing = new Uint8Array(0);

/** Turns buffers of any size into reads of the sizes that both backends allow. Owns the staging buffer. */
export class FileReader {
  #staging: Uint8Array | undefined;

  /** Fills `buffer` from what is staged, else from the driver, and returns the bytes that the caller got. */
  async read(file: OpenFile, buffer: Uint8Array, source: ReadSource): Promise<number> {
    if (file.staged.length > 0) return takeStaged(file, buffer);
    if (file.driverAtEnd) return reachEnd(file);
    const window = readWindow(buffer);
    const target = window ?? this.#stagingBuffer();
    const count = await source(target);
    if (count === 0) {
      file.driverAtEnd = true;
      return reachEnd(file);
    }
    if (window !== undefined) {
      file.bytes += count;
      return count;
    }
    file.staged = target.subarray(0, count);
    return takeStaged(file, buffer);
  }

  #stagingBuffer(): Uint8Array {
    this.#staging ??= new Uint8Array(stagingSize);
    return this.#staging;
  }
}

function takeStaged(file: OpenFile, buffer: Uint8Array): number {
  const count = Math.min(buffer.length, file.staged.length);
  buffer.set(file.staged.subarray(0, count));
  file.staged = count === file.staged.length ? nothing : file.staged.subarray(count);
  file.bytes += count;
  return count;
}

function reachEnd(file: OpenFile): number {
  file.atEnd = true;
  return 0;
}
