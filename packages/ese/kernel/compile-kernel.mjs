import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const options = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert'];

/** The bytes of the WebAssembly module that page-kernel.ts makes: the same on every machine. */
export async function compileKernel() {
  const files = new Map();
  const { error, stderr } = await asc.main(['page-kernel.ts', '--outFile', 'kernel.wasm', ...options], {
    readFile: (name) => readFile(join(import.meta.dirname, name), 'utf8').catch(() => null),
    writeFile: (name, content) => files.set(name, content),
    listFiles: () => [],
  });
  if (error) throw new Error(`asc failed: ${error.message}\n${stderr}`);
  return files.get('kernel.wasm');
}
