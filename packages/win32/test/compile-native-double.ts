import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import koffi from 'koffi';
import { createNativeLibrary, type NativeLibrary } from '../src/index.js';

/** The double needs a C compiler, and a system where a shared library is all that koffi wants. */
export const canCompile = process.platform === 'linux' && spawnSync('gcc', ['--version']).status === 0;

/** Says loudly that the tests with a C compiler do not run; in CI their absence is a failure. */
export function requireCompiler(): void {
  if (canCompile) return;
  const missing =
    'The tests of the native binding need Linux and gcc, and are SKIPPED here (apt-get install gcc).';
  if (process.env.CI === 'true' && process.platform === 'linux') throw new Error(missing);
  console.warn(missing);
}

/** Compiles native-double.c, binds it through real koffi, and gives the way to remove it again. */
export async function compileNativeDouble(): Promise<{ library: NativeLibrary; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'dsbackup-win32-'));
  const target = join(folder, 'native-double.so');
  const source = join(import.meta.dirname, 'native-double.c');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-o', target, source]);
  const handle = koffi.load(target);
  const library = await createNativeLibrary({
    name: 'native-double.so',
    resolveSymbol(name) {
      try {
        return handle.symbol(name) as bigint;
      } catch {
        return null;
      }
    },
    readLastError: handle.func('uint32_t read_last_error()') as () => number,
  });
  return { library, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
