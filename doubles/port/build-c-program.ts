import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../project-root.js';

const run = promisify(execFile);

/** Compiles the C program of docs/port-from-c.md for 64-bit Windows, against mingw-w64's headers and its import library. */
export async function buildCProgram(output: string): Promise<void> {
  const program = join(projectRoot, 'packages/dsbackup/examples/port-from-c.c');
  const flags = [
    '-DUNICODE',
    '-municode',
    '-O2',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-static',
    '-include',
    program,
  ];
  const source = join(import.meta.dirname, 'kept-backup.c');
  await run('x86_64-w64-mingw32-gcc', [...flags, source, '-lntdsbcli', '-o', output]);
}
