import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDirectoryTables, scanDatabase, walkDatabase } from '../src/index.js';
import { hasRealFiles, unpackRealFiles } from './real-files.js';

interface Expected {
  readonly file: string;
  readonly tables: number;
  /** Pages in use and free pages: together all that the database owns. */
  readonly reached: number;
  readonly free: number;
  /** Why esedbinfo can't say the same; always left out, or in the quick count only. */
  readonly esedbinfo: 'agrees' | 'refuses' | 'is slow';
}

const DATABASES: readonly Expected[] = [
  { file: 'clean-4k-srudb/SRUDB.dat', tables: 14, reached: 663, free: 119, esedbinfo: 'agrees' },
  { file: 'clean-8k-test/decompress_test.edb', tables: 5, reached: 18, free: 236, esedbinfo: 'agrees' },
  // It sums only a part of the header, and so refuses newer headers, which have data after that part.
  { file: 'dirty-16k-qmgr/qmgr.db', tables: 6, reached: 33, free: 45, esedbinfo: 'refuses' },
  { file: 'clean-32k-large/large.edb', tables: 5, reached: 381, free: 129, esedbinfo: 'is slow' },
  { file: 'garbage-past-end-4k/SRUDB.dat', tables: 12, reached: 79, free: 63, esedbinfo: 'agrees' },
  { file: 'server-chain-dirty/SRUDB.dat', tables: 13, reached: 647, free: 119, esedbinfo: 'agrees' },
  { file: 'server-chain-clean/SRUDB.dat', tables: 13, reached: 647, free: 119, esedbinfo: 'agrees' },
];

const run = promisify(execFile);

/** The names of the tables as esedbinfo lists them; undefined when it is not installed. */
async function tablesByEsedbinfo(path: string): Promise<string[] | undefined> {
  try {
    const { stdout } = await run('esedbinfo', [path], { maxBuffer: 1 << 26 });
    return [...stdout.matchAll(/^Table: \d+\s+(.+?) \(\d+\)$/gm)].map(([, name = '']) => name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

describe.skipIf(!hasRealFiles())('the structure of real files', () => {
  let folder = '';
  let remove = async () => {};
  beforeAll(async () => {
    ({ folder, remove } = await unpackRealFiles());
  });
  afterAll(() => remove());

  describe.each(DATABASES)('$file', ({ file, tables, reached, free, esedbinfo }) => {
    it('has no findings, and every page that it owns is in use or free', async () => {
      const progress: number[] = [];
      const walk = await walkDatabase(join(folder, file), {
        onProgress: ({ pages }) => progress.push(pages),
      });
      expect(walk).toMatchObject({ ok: true, findings: [], reachedPages: reached, freePages: free });
      expect(walk.inspection.owned?.lastPage).toBe(reached + free);
      expect(walk.tables).toHaveLength(tables);
      expect(walk.tables.flatMap((table) => table.trees).every((tree) => tree.complete)).toBe(true);
      expect(progress).toEqual([256, 512].filter((pages) => pages <= reached));
    });

    it('has no page in use that a scan has not found good', async () => {
      const scan = await scanDatabase(join(folder, file));
      expect(reached).toBeLessThanOrEqual(scan.good);
    });

    it('has the tables that esedbinfo lists, in the same order', { timeout: 300_000 }, async ({ skip }) => {
      if (esedbinfo === 'refuses') skip();
      if (esedbinfo === 'is slow' && process.env.DSBACKUP_FULL !== '1') skip();
      const listed = await tablesByEsedbinfo(join(folder, file));
      if (listed === undefined) {
        console.warn('SKIPPED: esedbinfo is not installed (Debian: libesedb-utils)');
        skip();
      }
      const walk = await walkDatabase(join(folder, file));
      expect(walk.tables.map(({ name }) => name)).toEqual(listed);
    });
  });

  it('is that of no directory', async () => {
    const walk = await walkDatabase(join(folder, 'clean-8k-test/decompress_test.edb'));
    const errors = checkDirectoryTables(walk).filter(({ severity }) => severity === 'error');
    expect(errors).toHaveLength(3);
  });
});
