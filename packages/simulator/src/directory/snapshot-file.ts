import type { FileHandle } from 'node:fs/promises';
import type { ShadowFile } from '@dsbackup/vss/native';
import { fileError } from './file-error.js';
import type { PreservedFile } from './preserved-file.js';

/** What an open file of a snapshot asks of the snapshot. */
export interface SnapshotFileSource {
  readonly path: string;
  readonly handle: FileHandle;
  readonly size: number;
  /** The handle is the snapshot's own and stays open. */
  readonly isBorrowed: boolean;
  /** What the simulator changed of the file since, looked up anew each time. */
  preserved(): PreservedFile | undefined;
  /** Rejects if the snapshot is gone. */
  requireSnapshot(syscall: string): void;
  /** Rejects with `EIO` if the file was changed from outside. */
  verify(handle: FileHandle, syscall: string): Promise<void>;
}

/** One open file of a snapshot: positional reads straight into the caller's buffer. */
export class SnapshotFile implements ShadowFile {
  readonly size: number;
  readonly #source: SnapshotFileSource;
  #position = 0;
  #isOpen = true;

  constructor(source: SnapshotFileSource) {
    this.#source = source;
    this.size = source.size;
  }

  /** Whether everything was read. */
  get isAtEnd(): boolean {
    return this.#position === this.size;
  }

  /** Reads on; 0 at the end. The read that reaches the end rejects with `EIO` if the file changed meanwhile. */
  async read(buffer: Uint8Array): Promise<number> {
    const { handle, path } = this.#source;
    const where = { syscall: 'read', path };
    if (!this.#isOpen) throw fileError('EBADF', where, 'the file is closed');
    this.#source.requireSnapshot('read');
    const wanted = Math.min(buffer.length, this.size - this.#position);
    if (wanted === 0) return 0;
    const { bytesRead } = await handle.read(buffer, 0, wanted, this.#position);
    if (bytesRead === 0) {
      throw fileError('EIO', where, 'the file became shorter after the snapshot, from outside the simulator');
    }
    this.#source.preserved()?.restoreInto(buffer.subarray(0, bytesRead), this.#position);
    this.#position += bytesRead;
    if (this.#position === this.size) await this.#source.verify(handle, 'read');
    return bytesRead;
  }

  async close(): Promise<void> {
    const { handle, path, isBorrowed } = this.#source;
    if (!this.#isOpen) throw fileError('EBADF', { syscall: 'close', path }, 'the file is closed already');
    this.#isOpen = false;
    if (!isBorrowed) await handle.close();
  }
}
