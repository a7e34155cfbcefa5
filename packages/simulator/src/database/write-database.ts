import { type FileHandle, open } from 'node:fs/promises';
import type { DatabasePlan } from './database-plan.js';
import { datatableBranchPage } from './datatable-branches.js';
import { datatableGeometry } from './datatable-geometry.js';
import { fixedPages } from './fixed-pages.js';
import { headerPage } from './header-page.js';
import { LeafMaker } from './leaf-maker.js';

const chunkBytes = 4 * 2 ** 20;

/** How the writing is watched and stopped. */
export interface WriteControl {
  readonly signal: AbortSignal | undefined;
  /** Called after each chunk with the number of bytes that it had. */
  wrote(bytes: number): void;
}

/** Writes a database, page after page through two chunks of 4 MiB: one is written while the next is made. */
export async function writeDatabase(path: string, plan: DatabasePlan, control: WriteControl): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    const writer = new ChunkWriter(handle, control);
    for (const page of [headerPage(plan), headerPage(plan)]) (await writer.room(plan.pageSize)).set(page);
    await writePages(plan, writer);
    await writer.finish();
  } finally {
    await handle.close();
  }
}

async function writePages(plan: DatabasePlan, writer: ChunkWriter): Promise<void> {
  const { pageSize, seed, lastPage, datatablePages } = plan;
  const geometry = datatableGeometry(pageSize, datatablePages);
  const fixed = new Map(fixedPages(plan, geometry).map(({ pgno, bytes }) => [pgno, bytes]));
  const [leaves, ...branches] = geometry.levels;
  for (let pgno = 1; pgno < leaves.firstPage; pgno++) {
    const page = await writer.room(pageSize);
    page.fill(0);
    page.set(fixed.get(pgno) ?? []);
  }
  const maker = new LeafMaker(geometry, seed);
  for (let leaf = 0; leaf < leaves.pages; leaf++) {
    const room = writer.roomNow(pageSize) ?? (await writer.room(pageSize));
    maker.make(room, leaf);
  }
  for (const [index, { pages }] of branches.entries()) {
    for (let page = 0; page < pages; page++) {
      (await writer.room(pageSize)).set(datatableBranchPage(geometry, index + 1, page));
    }
  }
  for (let pgno = lastPage - geometry.unusedPages + 1; pgno <= lastPage; pgno++)
    (await writer.room(pageSize)).fill(0);
}

/** Gives out room page by page, and writes whenever a chunk is full. */
class ChunkWriter {
  readonly #handle: FileHandle;
  readonly #control: WriteControl;
  #making = new Uint8Array(chunkBytes);
  #writing = new Uint8Array(chunkBytes);
  #used = 0;
  #position = 0;
  #written: Promise<unknown> = Promise.resolve();

  constructor(handle: FileHandle, control: WriteControl) {
    this.#handle = handle;
    this.#control = control;
  }

  /** Room in the chunk at hand; undefined when it is full. The bytes in it are old ones. */
  roomNow(bytes: number): Uint8Array | undefined {
    if (this.#used + bytes > chunkBytes) return undefined;
    this.#used += bytes;
    return this.#making.subarray(this.#used - bytes, this.#used);
  }

  async room(bytes: number): Promise<Uint8Array> {
    const room = this.roomNow(bytes);
    if (room !== undefined) return room;
    await this.#swap();
    this.#used = bytes;
    return this.#making.subarray(0, bytes);
  }

  async finish(): Promise<void> {
    await this.#swap();
    await this.#written;
  }

  async #swap(): Promise<void> {
    await this.#written;
    this.#control.signal?.throwIfAborted();
    const { length } = this.#making.subarray(0, this.#used);
    this.#written = this.#write(this.#making.subarray(0, this.#used), this.#position);
    // It is waited for before the next chunk; until then nobody else would see it fail.
    this.#written.catch(() => undefined);
    this.#position += length;
    this.#used = 0;
    [this.#making, this.#writing] = [this.#writing, this.#making];
  }

  async #write(bytes: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
    this.#control.wrote(bytes.length);
  }
}
