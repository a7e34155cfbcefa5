import { createHash } from 'node:crypto';
import { DsBackupError } from '@dsbackup/session';
import { diskError } from '../disk/disk-error.js';
import type { Digest } from '../format/digest-schema.js';
import { setLimits } from '../format/set-limits.js';
import { openInSet, type StoredFile } from './open-in-set.js';

/** Where a packed file's bytes are said to lie. */
export interface PackedExtent {
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Reads a pack once from its start to its end, hands out the files in it, and hashes every byte on the way. It
 * goes by the lines' offsets alone, so that nothing in the archive's own headers is trusted. Holds 2 MiB.
 */
export class PackReader {
  /** The pack's place in the set. */
  readonly place: string;
  readonly #file: StoredFile;
  readonly #hash = createHash('sha256');
  readonly #buffer = new Uint8Array(2 * setLimits.packedFileBytes);
  /** Where in the pack the buffer begins. */
  #start = 0;
  #filled = 0;

  private constructor(place: string, file: StoredFile) {
    this.place = place;
    this.#file = file;
  }

  /** Rejects as `openInSet`. */
  static async open(folder: string, place: string): Promise<PackReader> {
    return new PackReader(place, await openInSet(folder, place));
  }

  /** The bytes of a file, lent until the next call. Rejects with `SET_INVALID`, `SET_DAMAGED` or `SET_UNREADABLE`. */
  async take({ offset, bytes }: PackedExtent): Promise<Uint8Array> {
    if (bytes >= setLimits.packedFileBytes)
      throw this.#error('SET_INVALID', 'holds a file that is too long for a pack');
    if (offset < this.#start) throw this.#error('SET_INVALID', 'has files in another order than their lines');
    while (offset + bytes > this.#start + this.#filled) {
      this.#drop(Math.min(offset, this.#start + this.#filled));
      if ((await this.#fill()) === 0) throw this.#error('SET_DAMAGED', 'ends before a file that lies in it');
    }
    const begin = offset - this.#start;
    return this.#buffer.subarray(begin, begin + bytes);
  }

  /** Reads on to the end and says what the pack is. Rejects with `SET_UNREADABLE`. */
  async finish(): Promise<Digest> {
    do this.#drop(this.#start + this.#filled);
    while ((await this.#fill()) > 0);
    return { bytes: this.#start, sha256: this.#hash.digest('hex') };
  }

  async close(): Promise<void> {
    await this.#file.handle.close();
  }

  /** Forgets what lies before `offset`. */
  #drop(offset: number): void {
    const count = offset - this.#start;
    this.#buffer.copyWithin(0, count, this.#filled);
    this.#start += count;
    this.#filled -= count;
  }

  async #fill(): Promise<number> {
    const room = Math.min(this.#buffer.length - this.#filled, setLimits.packedFileBytes);
    const position = this.#start + this.#filled;
    try {
      const { bytesRead } = await this.#file.handle.read(this.#buffer, this.#filled, room, position);
      this.#hash.update(this.#buffer.subarray(this.#filled, this.#filled + bytesRead));
      this.#filled += bytesRead;
      return bytesRead;
    } catch (error) {
      throw diskError(error, { doing: 'could not read', path: this.place, code: 'SET_UNREADABLE' });
    }
  }

  #error(code: 'SET_INVALID' | 'SET_DAMAGED', what: string): DsBackupError {
    return new DsBackupError({ code, message: `${this.place} ${what}.` });
  }
}
