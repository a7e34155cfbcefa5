import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withTargetErrors } from '../disk/target-errors.js';
import { TargetFile } from '../disk/target-file.js';
import type { PackLine } from '../format/file-line.js';
import { setLayout } from '../format/set-layout.js';
import { setLimits } from '../format/set-limits.js';
import { HashedSink } from './hashed-sink.js';
import { type PackedFile, tarEnd, tarMember } from './tar-member.js';

const chunkSize = 256 * 1024;

/** Where a packed file's bytes lie. */
export interface PackedPlace {
  readonly in: string;
  readonly offset: number;
}

/** Gathers small files in tar archives of some 64 MiB: one flush for thousands of files. */
export class PackWriter {
  readonly #folder: string;
  readonly #finished: (line: PackLine) => Promise<void>;
  #open: { readonly place: string; readonly sink: HashedSink } | undefined;
  #packs = 0;

  /** Packs go into the set at `folder`; `finished` is told of each, in order, once it is durable. */
  constructor(folder: string, finished: (line: PackLine) => Promise<void>) {
    this.#folder = folder;
    this.#finished = finished;
  }

  async add(file: PackedFile): Promise<PackedPlace> {
    // A full pack ends only now, so that its line comes after those of all its files.
    if (this.#open !== undefined && this.#open.sink.length >= setLimits.packBytes) await this.finish();
    const { place, sink } = this.#open ?? (await this.#begin());
    const { header, padding } = tarMember(file);
    await sink.append(header);
    const offset = sink.length;
    await sink.append(file.bytes);
    await sink.append(padding);
    return { in: place, offset };
  }

  /** Ends the pack that is open, if one is. */
  async finish(): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    await open.sink.append(tarEnd);
    const digest = await open.sink.finish();
    this.#open = undefined;
    await this.#finished({ pack: open.place, ...digest });
  }

  /** Lets go of the pack that is open, as it is. Never rejects. */
  async discard(): Promise<void> {
    await this.#open?.sink.discard();
    this.#open = undefined;
  }

  async #begin(): Promise<{ readonly place: string; readonly sink: HashedSink }> {
    this.#packs++;
    const place = `${setLayout.packs}/${String(this.#packs).padStart(4, '0')}.tar`;
    const path = join(this.#folder, place);
    if (this.#packs === 1)
      await withTargetErrors(path, () => mkdir(join(this.#folder, setLayout.packs), { mode: 0o700 }));
    this.#open = { place, sink: new HashedSink(await TargetFile.create(path), chunkSize) };
    return this.#open;
  }
}
