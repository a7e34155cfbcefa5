import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HeaderTarget } from './header-target.js';

const run = promisify(execFile);

/** Compiles a C program behind the target's preamble only as far as `stage` says, and answers that. */
export async function compile(
  target: HeaderTarget,
  stage: readonly string[],
  program: string,
): Promise<string> {
  return callCompiler(target, [...stage, '-o', '-'], program);
}

/** Compiles a C program behind the target's preamble into an executable. */
export async function buildProgram(target: HeaderTarget, output: string, program: string): Promise<void> {
  await callCompiler(target, ['-o', output], program);
}

async function callCompiler(
  { compiler, flags, preamble }: HeaderTarget,
  options: readonly string[],
  program: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dsbackup-abi-'));
  try {
    const source = join(folder, 'abi.c');
    await writeFile(source, preamble + program);
    const args = ['-std=gnu11', '-Wall', '-Wextra', '-Werror', ...flags, ...options, source];
    return (await run(compiler, args, { maxBuffer: 64 * 2 ** 20 })).stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
