import { encodePageHeader, PageFlag, sealPage, writePageNodes } from '@dsbackup/ese';
import { longKey } from './catalog-row.js';
import { firstRecordOf } from './datatable-branches.js';
import type { DatatableGeometry } from './datatable-geometry.js';
import { dbtimeOf, headerOf, roomIn } from './page-maker.js';
import { encodeRecord, recordNumberOffsets } from './record.js';
import { SeededRandom } from './seeded-random.js';
import { datatableObjectId } from './table-definitions.js';

const poolWords = 1 << 18;
const keySize = 5;
const nodeOverhead = 4 + 2 + keySize;

/**
 * Makes the leaves of a datatable, page after page into the caller's buffer, without allocating: all leaves have one
 * layout, so that of a page only its links, numbers, checksum and the random half of each record change.
 */
export class LeafMaker {
  readonly #geometry: DatatableGeometry;
  readonly #template: Uint8Array;
  readonly #pool: Uint32Array;
  readonly #seed: number;
  readonly #recordSize: number;
  readonly #firstNode: number;

  constructor(geometry: DatatableGeometry, seed: number) {
    this.#geometry = geometry;
    this.#seed = seed;
    this.#pool = new SeededRandom(seed).words(poolWords);
    const { pageSize, recordsPerLeaf } = geometry;
    this.#recordSize = Math.floor(roomIn(pageSize, 0) / recordsPerLeaf) - nodeOverhead;
    this.#firstNode = pageSize > 8192 ? 80 : 40;
    this.#template = this.#makeTemplate();
  }

  /** Fills a page, which begins at a multiple of 4 bytes of its buffer, with the `leaf`th leaf. */
  make(page: Uint8Array, leaf: number): void {
    const { levels, recordsPerLeaf } = this.#geometry;
    const { firstPage, pages } = levels[0];
    const pgno = firstPage + leaf;
    page.set(this.#template);
    const view = new DataView(page.buffer, page.byteOffset, page.length);
    view.setBigUint64(8, dbtimeOf(pgno), true);
    view.setUint32(16, leaf === 0 ? 0 : pgno - 1, true);
    view.setUint32(20, leaf === pages - 1 ? 0 : pgno + 1, true);
    for (let index = 0; index < recordsPerLeaf; index++) {
      this.#fillRecord(view, index, firstRecordOf(this.#geometry, leaf) + index);
    }
    sealPage(page, pgno);
  }

  #fillRecord(view: DataView, index: number, number: number): void {
    const node = this.#firstNode + index * (2 + keySize + this.#recordSize);
    const record = node + 2 + keySize;
    view.setUint32(node + 3, (number ^ 0x80000000) >>> 0, false);
    for (const offset of recordNumberOffsets) view.setUint32(record + offset, number, true);
    this.#randomize(view, { from: record + (this.#recordSize >> 1), to: record + this.#recordSize }, number);
  }

  /** Whole words of the pool, from a place and mixed with a number that differ from record to record. */
  #randomize(view: DataView, { from, to }: { from: number; to: number }, number: number): void {
    const first = (view.byteOffset + from + 3) >> 2;
    const words = new Uint32Array(view.buffer, first * 4, ((view.byteOffset + to) >> 2) - first);
    const mix = Math.imul(number ^ this.#seed, 0x9e3779b1) >>> 0;
    const pool = this.#pool;
    for (let word = 0; word < words.length; word++) {
      words[word] = (pool[(mix + word) & (poolWords - 1)] ?? 0) ^ mix;
    }
  }

  #makeTemplate(): Uint8Array {
    const { pageSize, recordsPerLeaf } = this.#geometry;
    const page = new Uint8Array(pageSize);
    encodePageHeader(headerOf({ pgno: 0, objectId: datatableObjectId, flags: PageFlag.Leaf }), page);
    const data = encodeRecord(this.#recordSize, pageSize > 8192);
    const nodes = Array.from({ length: recordsPerLeaf }, (_, index) => ({
      flags: 0,
      key: longKey(index),
      data,
    }));
    writePageNodes(page, { external: new Uint8Array(0), nodes });
    return page;
  }
}
