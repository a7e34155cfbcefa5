import { littleEndianWords } from './little-endian-words.js';
import { type PageInWords, pageIsZero, pageVerifies } from './page-checksum.js';
import type { KernelBuffers, PageKernel, PageRun } from './page-kernel.js';
import type { PageLayout } from './page-layout.js';

/** The kernel in plain JavaScript: some 8 GB/s from the cache of a recent processor, a fifth of the other. */
export function startScriptKernel({ count, size }: KernelBuffers): PageKernel {
  return {
    buffers: Array.from({ length: count }, () => new Uint8Array(size)),
    see: littleEndianWords,
    goodPages: (run, layout) => countPages(run, layout, pageVerifies),
    zeroPages: (run, layout) => countPages(run, layout, pageIsZero),
  };
}

type PageTest = (page: PageInWords, layout: PageLayout) => boolean;

function countPages({ words, first, pgno, pages }: PageRun, layout: PageLayout, passes: PageTest): number {
  for (let done = 0; done < pages; done++) {
    const page = { words, first: first + done * layout.pageWords, pgno: pgno + done };
    if (!passes(page, layout)) return done;
  }
  return pages;
}
