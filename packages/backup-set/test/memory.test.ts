import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from './build-programs.js';
import { useTemporaryFolders } from './temporary-folder.js';

const temporaryFolder = useTemporaryFolders();
const isFull = process.env.DSBACKUP_FULL === '1';
const mebibyte = 1024 * 1024;
/** A small set and a large one; the promise is about a database of 4 GiB and about 200,000 files. */
const small = { bytes: 64 * mebibyte, files: 2000 };
const large = isFull ? { bytes: 4096 * mebibyte, files: 200_000 } : { bytes: 320 * mebibyte, files: 8000 };
let programs = '';

beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'dsbackup-programs-'));
  await buildPrograms(programs);
});

afterAll(() => {
  rmSync(programs, { recursive: true, force: true });
});

/** Runs a program; answers what it printed, and its peak memory in MiB. */
async function run(program: string, ...args: string[]): Promise<{ lines: string[]; peak: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(programs, program), ...args]);
  const lines = stdout.trimEnd().split('\n');
  return { lines, peak: Number(lines.at(-1)) / 1024 };
}

/** The peaks of writing, verifying and extracting a set of that size. */
async function peaks(bytes: number, files: number): Promise<Record<string, number>> {
  const target = temporaryFolder();
  const written = await run('write-set.js', target, 'DC01', String(bytes), String(files), '0');
  const set = written.lines.at(-2) ?? '';
  const verified = await run('read-set.js', 'verify', set);
  const extracted = await run('read-set.js', 'extract', set, join(target, 'out'));
  const expected = JSON.stringify({ problems: [], files: files + 2 });
  expect([verified.lines[0], extracted.lines[0]]).toEqual([expected, expected]);
  rmSync(target, { recursive: true });
  return { write: written.peak, verify: verified.peak, extract: extracted.peak };
}

describe('memory', () => {
  it('stays under 200 MiB and does not grow with one large file', async () => {
    const before = await peaks(small.bytes, 1);
    const after = await peaks(large.bytes, 1);
    for (const [step, peak] of Object.entries(after)) {
      expect(peak, step).toBeLessThan(200);
      expect(peak - (before[step] ?? 0), `${step} grew`).toBeLessThan(32);
    }
  }, 1_200_000);

  it('stays under 200 MiB and does not grow with the number of small files', async () => {
    const before = await peaks(mebibyte, small.files);
    const after = await peaks(mebibyte, large.files);
    for (const [step, peak] of Object.entries(after)) {
      expect(peak, step).toBeLessThan(200);
      // What is collected later than it could be is no growth, and there is some of it.
      expect(peak - (before[step] ?? 0), `${step} grew`).toBeLessThan(64);
    }
  }, 1_200_000);
});
