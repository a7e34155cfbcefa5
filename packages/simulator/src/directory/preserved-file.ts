import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

const blockSize = 65_536;

/**
 * What a snapshot keeps of a file that the simulator itself changed after it: the old bytes of the blocks that
 * were overwritten (64 KiB of memory each), the old times and size, and a handle if the file was removed.
 */
export class PreservedFile {
  /** The file as it was at the snapshot. */
  readonly before: BigIntStats;
  /** Came into being after the snapshot, which therefore does not have it. */
  readonly isNew: boolean;
  /** The change time that the simulator's own last change gave the file; another means a change from outside. */
  changed: bigint;
  /** Was changed from outside before the simulator changed it, so that the old bytes are lost. */
  spoiled = false;
  /** Keeps the bytes of a removed file. */
  handle: FileHandle | undefined;
  readonly #blocks = new Map<number, Uint8Array>();

  constructor(before: BigIntStats, isNew: boolean) {
    this.before = before;
    this.isNew = isNew;
    this.changed = before.ctimeNs;
  }

  /** Saves the blocks that a write is about to change. */
  async save(handle: FileHandle, offset: number, length: number): Promise<void> {
    const size = Number(this.before.size);
    const end = Math.min(offset + length, size);
    for (let block = Math.floor(offset / blockSize); block * blockSize < end; block++) {
      if (this.#blocks.has(block)) continue;
      const bytes = new Uint8Array(Math.min(blockSize, size - block * blockSize));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, block * blockSize);
      if (bytesRead < bytes.length) this.spoiled = true;
      this.#blocks.set(block, bytes);
    }
  }

  /** Puts the old bytes over what was read from `position` on. */
  restoreInto(buffer: Uint8Array, position: number): void {
    if (this.#blocks.size === 0) return;
    const end = position + buffer.length;
    for (let block = Math.floor(position / blockSize); block * blockSize < end; block++) {
      const bytes = this.#blocks.get(block);
      if (bytes === undefined) continue;
      const start = block * blockSize;
      const from = Math.max(start, position);
      const to = Math.min(start + bytes.length, end);
      if (to > from) buffer.set(bytes.subarray(from - start, to - start), from - position);
    }
  }
}
