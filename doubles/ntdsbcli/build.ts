import { execFile } from 'node:child_process';
import { access, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../project-root.js';

const run = promisify(execFile);

/** `linux` is a shared object for koffi on this machine, `windows` the DLL for Wine. */
export type NtdsbcliDoubleTarget = 'linux' | 'windows';

interface Compilation {
  readonly compiler: string;
  readonly debian: string;
  readonly output: string;
  readonly flags: readonly string[];
}

/** Where Debian's mingw-w64-common puts the headers; the double's signatures are theirs. */
const headerFolders = ['/usr/share/mingw-w64/include', '/usr/x86_64-w64-mingw32/include'];

/** The folder of mingw-w64's ntdsbcli.h on this machine, or `undefined`. */
export async function findMingwHeaders(): Promise<string | undefined> {
  for (const folder of headerFolders) {
    if (await exists(join(folder, 'ntdsbcli.h'))) return folder;
  }
  return undefined;
}

/**
 * Compiles the double of ntdsbcli.dll unless that was done since its sources last changed, and answers its path.
 * Takes about a second.
 *
 * @throws {Error} with the Debian package to install when the compiler or the headers are missing.
 */
export async function buildNtdsbcliDouble(target: NtdsbcliDoubleTarget): Promise<string> {
  const native = join(import.meta.dirname, 'native');
  const headers = await findMingwHeaders();
  if (headers === undefined) {
    throw missing('ntdsbcli.h of mingw-w64', 'mingw-w64-common');
  }
  const { compiler, debian, output, flags } = compilations(native, headers)[target];
  const sources = (await readdir(native)).filter((name) => /\.[ch]$|\.def$/.test(name));
  if (await isFresh(output, [import.meta.filename, ...sources.map((name) => join(native, name))]))
    return output;
  await mkdir(join(projectRoot, 'doubles', 'build'), { recursive: true });
  // Built beside and renamed: another test process may be loading the old one.
  const partial = `${output}.${process.pid}`;
  const inputs = sources.filter((name) => name.endsWith('.c')).map((name) => join(native, name));
  await run(compiler, [
    '-std=c11',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-O2',
    '-shared',
    ...inputs,
    ...flags,
    '-o',
    partial,
  ]).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? missing(compiler, debian) : cause;
  });
  await rename(partial, output);
  return output;
}

function compilations(native: string, headers: string): Record<NtdsbcliDoubleTarget, Compilation> {
  const build = join(projectRoot, 'doubles', 'build');
  return {
    linux: {
      compiler: 'gcc',
      debian: 'gcc libc6-dev',
      output: join(build, 'ntdsbcli-double.so'),
      // The headers come last, or mingw-w64's stdio.h would hide the system's. ntdsbcli.h has no other source here.
      flags: [
        '-fPIC',
        '-D_GNU_SOURCE',
        '-D_FILE_OFFSET_BITS=64',
        '-I',
        join(native, 'linux'),
        '-idirafter',
        headers,
        '-pthread',
      ],
    },
    windows: {
      compiler: 'x86_64-w64-mingw32-gcc',
      debian: 'mingw-w64',
      output: join(build, 'ntdsbcli.dll'),
      flags: ['-static', join(native, 'ntdsbcli.def')],
    },
  };
}

async function isFresh(output: string, sources: readonly string[]): Promise<boolean> {
  if (!(await exists(output))) return false;
  const built = (await stat(output)).mtimeMs;
  const changes = await Promise.all(sources.map(async (source) => (await stat(source)).mtimeMs));
  return changes.every((changed) => changed < built);
}

function missing(what: string, debian: string): Error {
  return new Error(
    `The double of ntdsbcli.dll can't be built: ${what} is not there. To get it: apt-get install ${debian}`,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
