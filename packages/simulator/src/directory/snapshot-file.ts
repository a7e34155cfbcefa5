import { type BigIntStats, closeSync, fstatSync, read } from 'node:fs';
import { promisify } from 'node:util';
import type { ShadowFile } from '@dsbackup/vss/native';
import { fileError } from './file-error.js';
import type { PreservedFile } from './preserved-file.js';

const readFrom = promisify(read);

/** What an open file of a snapshot asks of the snapshot. */
export interface SnapshotFileSource {
  readonly path: string;
  readonly fd: number;
  readonly size: number;
  /** The descriptor is the snapshot's own and stays open. */
  readonly isBorrowed: boolean;
  /** What the simulator changed of the file since, looked up anew each time. */
  preserved(): PreservedFile | undefined;
  /** Throws if the snapshot is gone. */
  requireSnapshot(syscall: string): void;
  /** Rejects with `EIO` if the file was changed from outside. */
  verify(look: () => BigIntStats, syscall: string): Promise<void>;
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
    const { fd, path } = this.#source;
    const where = { syscall: 'read', path };
    if (!this.#isOpen) throw fileError('EBADF', where, 'the file is closed');
    this.#source.requireSnapshot('read');
    const wanted = Math.min(buffer.length, this.size - this.#position);
    if (wanted === 0) return 0;
    const { bytesRead } = await readFrom(fd, buffer, 0, wanted, this.#position);
    if (bytesRead === 0) {
      throw fileError('EIO', where, 'the file became shorter after the snapshot, from outside the simulator');
    }
    this.#source.preserved()?.restoreInto(buffer.subarray(0, bytesRead), this.#position);
    this.#position += bytesRead;
    if (this.isAtEnd) await this.#source.verify(() => fstatSync(fd, { bigint: true }), 'read');
    return bytesRead;
  }

  async close(): Promise<void> {
    this.closeNow();
  }

  /** Closing what was only read waits for nothing, so that it need not take a turn of another thread. */
  closeNow(): void {
    const { fd, path, isBorrowed } = this.#source;
    if (!this.#isOpen) throw fileError('EBADF', { syscall: 'close', path }, 'the file is closed already');
    this.#isOpen = false;
    if (!isBorrowed) closeSync(fd);
  }
}
