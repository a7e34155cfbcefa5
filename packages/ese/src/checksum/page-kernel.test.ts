import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pseudoRandomBytes } from '../../test/pseudo-random-bytes.js';
import { type PageKernel, startPageKernel } from './page-kernel.js';
import { PAGE_SIZES, type PageSize, pageLayout } from './page-layout.js';
import { startScriptKernel } from './script-kernel.js';
import { sealPage } from './seal-page.js';
import { startWasmKernel } from './wasm-kernel.js';

const RUNS = process.env.DSBACKUP_FULL === '1' ? 20_000 : 300;
const NO_BUFFERS = { count: 0, size: 0 };

function requireWasm(): PageKernel {
  const kernel = startWasmKernel(NO_BUFFERS);
  if (kernel === undefined) throw new Error('This machine has no WebAssembly SIMD, so nothing is compared');
  return kernel;
}

/** A page as a run may hold it: sealed, all zeros, or sealed and then changed in some bits. */
const anyPage = fc.record({
  kind: fc.constantFrom('good', 'good', 'zero', 'changed'),
  isNew: fc.boolean(),
  seed: fc.nat(),
  flips: fc.array(fc.oneof(fc.nat(8 * 80 - 1), fc.nat()), { minLength: 1, maxLength: 3 }),
});
type AnyPage = typeof anyPage extends fc.Arbitrary<infer T> ? T : never;

function bytesOf({ kind, isNew, seed, flips }: AnyPage, size: PageSize, pgno: number): Uint8Array {
  if (kind === 'zero') return new Uint8Array(size);
  const page = pseudoRandomBytes(size, seed);
  new DataView(page.buffer).setUint32(36, isNew ? 0x2802 : 0x802, true);
  sealPage(page, pgno);
  for (const flip of kind === 'changed' ? flips : []) {
    const bit = flip % (8 * size);
    page[bit >>> 3] = (page[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
  }
  return page;
}

/** What a kernel says of all pages: a letter for each. */
function lettersOf(kernel: PageKernel, bytes: Uint8Array, { size, pgno }: { size: PageSize; pgno: number }) {
  const layout = pageLayout(size);
  const words = kernel.see(bytes);
  let letters = '';
  while (letters.length < words.length / layout.pageWords) {
    const done = letters.length;
    const run = {
      words,
      first: done * layout.pageWords,
      pgno: pgno + done,
      pages: bytes.length / size - done,
    };
    const good = kernel.goodPages(run, layout);
    const zero = kernel.zeroPages(run, layout);
    letters += good + zero === 0 ? 'b' : 'g'.repeat(good) + 'z'.repeat(zero);
  }
  return letters;
}

describe('the two kernels', () => {
  it('agree on every page of every size and format, whole or changed, wherever it lies', () => {
    const [wasm, script] = [requireWasm(), startScriptKernel(NO_BUFFERS)];
    let seen = '';
    const property = (size: PageSize, pages: readonly AnyPage[], pgno: number, offset: number) => {
      const bytes = new Uint8Array(offset + size * pages.length).subarray(offset);
      pages.forEach((page, index) => {
        bytes.set(bytesOf(page, size, pgno + index), index * size);
      });
      const expected = lettersOf(script, bytes, { size, pgno });
      seen += expected;
      expect(lettersOf(wasm, bytes, { size, pgno })).toBe(expected);
    };
    const pgnos = fc.oneof(fc.nat(1000), fc.integer({ min: 0x7ffffff0, max: 0xfffffff0 }));
    const pages = fc.array(anyPage, { minLength: 1, maxLength: 6 });
    const check = fc.property(fc.constantFrom(...PAGE_SIZES), pages, pgnos, fc.nat(5), property);
    fc.assert(check, { numRuns: RUNS, seed: 5 });
    for (const letter of 'gzb') expect(seen).toContain(letter);
  });

  it.each(PAGE_SIZES)(
    'tell every bit of the stored checksums of a page of %i bytes from its opposite',
    (size) => {
      const layout = pageLayout(size);
      const [wasm, script] = [requireWasm(), startScriptKernel(NO_BUFFERS)];
      for (const flags of [0x2802, 0x802]) {
        const page = pseudoRandomBytes(size);
        new DataView(page.buffer).setUint32(36, flags, true);
        sealPage(page, 7);
        const places = flags === 0x802 ? [0] : layout.checksumWords;
        const bits = places.flatMap((word) => Array.from({ length: 64 }, (_, bit) => 32 * word + bit));
        const letters = bits.map((bit) => {
          const flipped = page.slice();
          flipped[bit >>> 3] = (flipped[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
          return [wasm, script].map((kernel) => lettersOf(kernel, flipped, { size, pgno: 7 })).join('');
        });
        expect(new Set(letters)).toEqual(new Set(['bb']));
        expect(lettersOf(wasm, page, { size, pgno: 7 })).toBe('g');
      }
    },
  );

  it.each(PAGE_SIZES)('find one set bit anywhere in pages of zeros of %i bytes', (size) => {
    const [wasm, script] = [requireWasm(), startScriptKernel(NO_BUFFERS)];
    for (let at = 0; at < size; at += 13) {
      const pages = new Uint8Array(2 * size);
      pages[size + at] = 1 << (at & 7);
      for (const kernel of [wasm, script]) expect(lettersOf(kernel, pages, { size, pgno: 1 })).toBe('zb');
    }
  });
});

describe('the kernel in WebAssembly', () => {
  it('checks bytes in its own buffers where they lie', () => {
    const kernel = startWasmKernel({ count: 2, size: 16384 });
    const [, buffer] = kernel?.buffers ?? [];
    expect(buffer?.byteLength).toBe(16384);
    expect(kernel?.see(buffer ?? new Uint8Array()).byteOffset).toBe(buffer?.byteOffset);
  });

  it('was compiled from its source as it is', async () => {
    const build = join(import.meta.dirname, '..', '..', 'kernel', 'build.mjs');
    await promisify(execFile)(process.execPath, [build, '--check']);
  }, 60_000);
});

describe('a machine without WebAssembly SIMD', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('gets the kernel in JavaScript, buffers and all', () => {
    vi.stubGlobal('WebAssembly', undefined);
    const kernel = startPageKernel({ count: 2, size: 4096 });
    expect(kernel.buffers.map((buffer) => buffer.byteLength)).toEqual([4096, 4096]);
    const page = pseudoRandomBytes(2048);
    sealPage(page, 3);
    expect(lettersOf(kernel, page, { size: 2048, pgno: 3 })).toBe('g');
  });
});
