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
/** The promise is about a database of 4 GiB and about 200,000 files. */
const large = isFull ? { bytes: 4096 * mebibyte, files: 200_000 } : { bytes: 128 * mebibyte, files: 2000 };
let programs = '';

beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'dsbackup-programs-'));
  await buildPrograms(programs);
});

afterAll(() => {
  rmSync(programs, { recursive: true, force: true });
});

/** V8 collects when it must: in so small a heap only what is really held stays, and 200 bytes for each file would not fit. */
const smallHeap = ['--max-old-space-size=32'];

/** Runs a program; answers what it printed, and its peak memory in MiB. */
async function run(flags: readonly string[], program: string, ...args: string[]) {
  const command = [...flags, join(programs, program), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  const lines = stdout.trimEnd().split('\n');
  return { lines, peak: Number(lines.at(-1)) / 1024 };
}

/** The peaks of writing, verifying and extracting a set of that size. */
async function peaks({ bytes, files }: typeof large, flags: readonly string[] = []) {
  const target = temporaryFolder();
  const written = await run(flags, 'write-set.js', target, 'DC01', String(bytes), String(files), '0');
  const set = written.lines.at(-2) ?? '';
  const verified = await run(flags, 'read-set.js', 'verify', set);
  const extracted = await run(flags, 'read-set.js', 'extract', set, join(target, 'out'));
  const expected = JSON.stringify({ problems: [], files: files + 2 });
  expect([verified.lines[0], extracted.lines[0]]).toEqual([expected, expected]);
  rmSync(target, { recursive: true });
  return { write: written.peak, verify: verified.peak, extract: extracted.peak };
}

describe('memory', () => {
  it.each([
    ['one large file', { bytes: large.bytes, files: 1 }],
    ['many small files', { bytes: mebibyte, files: large.files }],
  ])(
    'stays under 200 MiB with %s, and little of it is held',
    async (_, size) => {
      const { write, verify, extract } = await peaks(size);
      expect(Math.max(write, verify, extract)).toBeLessThan(200);
      await peaks(size, smallHeap);
    },
    1_800_000,
  );
});
