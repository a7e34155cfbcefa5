import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../project-root.js';

const run = promisify(execFile);

const COMPILER = 'x86_64-w64-mingw32-g++';

/**
 * Compiles the double of vssapi.dll unless that was done since its sources last changed, and answers its path.
 * Takes some 15 seconds, most of them for Windows' headers.
 *
 * @throws {Error} with the Debian package to install when the compiler is missing.
 */
export async function buildVssDouble(): Promise<string> {
  const native = join(import.meta.dirname, 'native');
  const sources = (await readdir(native)).map((name) => join(native, name));
  const build = join(projectRoot, 'doubles', 'build');
  const output = join(build, 'vssapi.dll');
  if (await isFresh(output, [import.meta.filename, ...sources])) return output;
  await mkdir(build, { recursive: true });
  // Built beside and renamed: another test process may be loading the old one.
  const partial = `${output}.${process.pid}`;
  await run(COMPILER, [
    '-std=c++20',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-shared',
    // Nobody looks for the C++ runtime's own DLLs beside the prefix's System32.
    '-static',
    ...sources.filter((source) => /\.(cpp|def)$/.test(source)),
    '-lole32',
    '-loleaut32',
    '-luuid',
    '-o',
    partial,
  ]).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new Error(
      `The double of vssapi.dll can't be built: ${COMPILER} is not there. To get it: apt-get install mingw-w64`,
    );
  });
  await rename(partial, output);
  return output;
}

async function isFresh(output: string, sources: readonly string[]): Promise<boolean> {
  const built = await modified(output);
  const changes = await Promise.all(sources.map(modified));
  return built !== undefined && changes.every((changed) => changed !== undefined && changed < built);
}

async function modified(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}
