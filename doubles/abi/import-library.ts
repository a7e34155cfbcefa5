import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's mingw-w64 has it for 64-bit Windows only. */
const path = '/usr/x86_64-w64-mingw32/lib/libntdsbcli.a';

/** What ntdsbcli.dll exports, as mingw-w64's import library for it says. */
export async function importLibrarySymbols(): Promise<readonly string[]> {
  await access(path);
  const { stdout } = await run('x86_64-w64-mingw32-nm', ['--defined-only', path]);
  return [...stdout.matchAll(/^[0-9a-f]+ T (\w+)$/gm)].map(([, name = '']) => name).sort();
}
