import { endianness } from 'node:os';
import type { PageInWords } from './page-checksum.js';
import type { PageLayout } from './page-layout.js';
import { startScriptKernel } from './script-kernel.js';
import { startWasmKernel } from './wasm-kernel.js';

/** Pages that lie one after another; `pgno` is the number of the first. */
export interface PageRun extends PageInWords {
  readonly pages: number;
}

/** What checks pages in bulk. There are two that agree in every bit: one in WebAssembly, and one for where that isn't to be had. */
export interface PageKernel {
  /** Buffers to read into: bytes in them are checked where they lie, all others may be copied first. */
  readonly buffers: readonly Uint8Array[];
  /** The bytes as words that the kernel can see, as many of them as it takes at once; they are valid until the next call. */
  see(bytes: Uint8Array): Int32Array;
  /** How many pages from the first on have the checksums and numbers that they must have. */
  goodPages(run: PageRun, layout: PageLayout): number;
  /** How many pages from the first on hold nothing but zeros. */
  zeroPages(run: PageRun, layout: PageLayout): number;
}

/** Buffers that are asked for. */
export interface KernelBuffers {
  readonly count: number;
  /** Bytes of each: a multiple of 4. */
  readonly size: number;
}

/** The fastest kernel that this machine has. Costs its buffers, 256 KiB and less than a millisecond. */
export function startPageKernel(buffers: KernelBuffers = { count: 0, size: 0 }): PageKernel {
  // WebAssembly is little-endian, as the file is; its memory seen as words is so only where the machine is.
  const wasm = endianness() === 'LE' ? startWasmKernel(buffers) : undefined;
  return wasm ?? startScriptKernel(buffers);
}
