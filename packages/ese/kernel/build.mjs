// Makes src/checksum/page-kernel-wasm.ts from page-kernel.ts. Usage: node kernel/build.mjs [--check]
// The module is committed, so that the sources run without a build; --check says whether it is that of its source.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileKernel } from './compile-kernel.mjs';

const target = join(import.meta.dirname, '..', 'src', 'checksum', 'page-kernel-wasm.ts');

const made = moduleText(await compileKernel());
const committed = await readFile(target, 'utf8').catch(() => '');
if (made !== committed) {
  if (process.argv.includes('--check')) {
    throw new Error(`${target} was not made from kernel/page-kernel.ts as it is. Run: node kernel/build.mjs`);
  }
  await writeFile(target, made);
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
