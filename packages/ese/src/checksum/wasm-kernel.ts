import type { KernelBuffers, PageKernel } from './page-kernel.js';
import { pageKernelWasm } from './page-kernel-wasm.js';

/** What kernel/page-kernel.ts exports; addresses are bytes in its memory. */
interface KernelExports {
  goodPages(first: number, count: number, pageSize: number, pgno: number): number;
  zeroPages(first: number, count: number, pageSize: number): number;
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** The little of WebAssembly that is used here: TypeScript has its types only among those of browsers. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: unknown };
};

/** Bytes that are copied and checked at once: small enough to be still in the cache, and a multiple of every page size. */
const WINDOW = 256 * 1024;
const WASM_PAGE = 64 * 1024;

/** The kernel in WebAssembly SIMD, or undefined where that is switched off or not known. */
export function startWasmKernel({ count, size }: KernelBuffers): PageKernel | undefined {
  let memory: WasmMemory;
  let exports: KernelExports;
  try {
    memory = new WebAssembly.Memory({ initial: Math.ceil((WINDOW + count * size) / WASM_PAGE) });
    exports = instantiate(memory);
  } catch {
    return undefined;
  }
  const { buffer } = memory;
  const window = new Uint8Array(buffer, 0, WINDOW);
  return {
    buffers: Array.from({ length: count }, (_, index) => new Uint8Array(buffer, WINDOW + index * size, size)),
    see: (bytes) => {
      const { byteOffset } = bytes;
      const taken = bytes.subarray(0, WINDOW);
      if (bytes.buffer === buffer && byteOffset % 4 === 0) {
        return new Int32Array(buffer, byteOffset, taken.byteLength >>> 2);
      }
      window.set(taken);
      return new Int32Array(buffer, 0, taken.byteLength >>> 2);
    },
    goodPages: ({ words, first, pgno, pages }, { pageSize }) =>
      exports.goodPages(words.byteOffset + first * 4, pages, pageSize, pgno),
    zeroPages: ({ words, first, pages }, { pageSize }) =>
      exports.zeroPages(words.byteOffset + first * 4, pages, pageSize),
  };
}

function instantiate(memory: WasmMemory): KernelExports {
  const module = new WebAssembly.Module(Buffer.from(pageKernelWasm, 'base64'));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as KernelExports;
}
