// Makes src/checksum/page-kernel-wasm.ts from page-kernel.ts. Usage: node kernel/build.mjs [--check]
// The module is committed, so that the sources run without a build; --check says whether it is that of its source.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const source = 'page-kernel.ts';
const target = join(import.meta.dirname, '..', 'src', 'checksum', 'page-kernel-wasm.ts');

const made = moduleText(await compile());
const committed = await readFile(target, 'utf8').catch(() => '');
if (made !== committed) {
  if (process.argv.includes('--check')) {
    throw new Error(`${target} was not made from kernel/${source} as it is. Run: node kernel/build.mjs`);
  }
  await writeFile(target, made);
}

async function compile() {
  const files = new Map();
  const options = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert'];
  const { error, stderr } = await asc.main([source, '--outFile', 'kernel.wasm', ...options], {
    readFile: (name) => readFile(join(import.meta.dirname, name), 'utf8').catch(() => null),
    writeFile: (name, content) => files.set(name, content),
    listFiles: () => [],
  });
  if (error) throw new Error(`asc failed: ${error.message}\n${stderr}`);
  return files.get('kernel.wasm');
}

function moduleText(bytes) {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,100}/g);
  return `/**
 * The WebAssembly module compiled from kernel/page-kernel.ts, in base64. Made by \`node kernel/build.mjs\`; don't edit.
 */
export const pageKernelWasm =
${lines.map((line) => `  '${line}'`).join(' +\n')};
`;
}
