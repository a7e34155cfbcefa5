import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { verifyBackupSet } from '../src/index.js';
import type { MemoryFile } from './memory-driver.js';
import { useTemporaryFolders } from './temporary-folder.js';
import { writeSampleSet } from './write-sample-set.js';

const temporaryFolder = useTemporaryFolders();
const data = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'ese');
const isThere = existsSync(data);
if (!isThere)
  console.warn('SKIPPED: ../shared/data/ese is not there, so no real database was verified inside a set.');

/** The files of a folder of real data, as a domain controller would have them: `SRU*` is `edb*` there. */
function realFiles(folder: string): MemoryFile[] {
  return readdirSync(join(data, folder)).map((file) => {
    const name = file.replace(/\.gz$/, '');
    const bytes = gunzipSync(readFileSync(join(data, folder, file)));
    const isDatabase = /\.(dat|edb|db)$/i.test(name);
    const path = `C:\\Windows\\NTDS\\${isDatabase ? 'ntds.dit' : name.replace(/^SRU/, 'edb')}`;
    if (isDatabase) return { path, bytes, list: 'databases', kind: 'database' };
    if (/\.(log|jrs)$/.test(name)) return { path, bytes, list: 'logs', kind: 'log' };
    return { path, bytes, list: 'databases', kind: name.endsWith('.chk') ? 'checkpoint' : 'file' };
  });
}

const keep = { onDamaged: 'keep' } as const;
const verify = async (files: readonly MemoryFile[]) =>
  verifyBackupSet((await writeSampleSet(temporaryFolder(), { files }, keep)).path);

describe.runIf(isThere)('a real database in a set', () => {
  it.each([
    ['clean-4k-srudb', { good: 663, zero: 135, bad: 0 }, 'restorable'],
    ['clean-32k-large', { good: 381, zero: 385, bad: 0 }, 'restorable'],
    ['clean-8k-test', { good: 18, zero: 236, bad: 0 }, 'restorable'],
    ['server-chain-clean', { good: 647, zero: 135, bad: 0 }, 'restorable'],
    ['garbage-past-end-4k', { good: 79, zero: 63, bad: 16, badPastOwned: 16 }, 'restorable'],
    ['server-chain-dirty', {}, 'restorable-after-log-replay'],
  ])('%s is whole', async (folder, pages, restorability) => {
    const { verdict, problems, databases } = await verify(realFiles(folder));
    expect(problems).toEqual([]);
    expect(verdict).toBe('whole');
    expect(databases).toMatchObject([{ path: 'C:\\Windows\\NTDS\\ntds.dit', restorability, pages }]);
  });

  it('notes what lies past the last page that the database owns', async () => {
    const { notes } = await verify(realFiles('garbage-past-end-4k'));
    expect(notes.filter((note) => note.message.includes('after the last page'))).toHaveLength(16);
  });

  it('that is dirty and lacks its logs would not restore', async () => {
    const { verdict, problems, databases } = await verify(realFiles('dirty-16k-qmgr'));
    expect(verdict).toBe('damaged');
    expect(databases).toMatchObject([
      { restorability: 'not-restorable', requiredLogs: { first: 23, last: 23 } },
    ]);
    expect(problems).toMatchObject([{ code: 'SOURCE_DAMAGED', path: 'C:\\Windows\\NTDS\\ntds.dit' }]);
  });

  it.each([
    ['is dirty and lacks its logs', () => realFiles('dirty-16k-qmgr')],
    ['has a flipped byte', () => realFiles('clean-8k-test').map((file) => flip(file, 8192 * 5 + 1000))],
  ])('that %s is not backed up unless that is asked for', async (_, files) => {
    const target = temporaryFolder();
    const writing = writeSampleSet(target, { files: files() });
    await expect(writing).rejects.toMatchObject({
      code: 'SOURCE_DAMAGED',
      message: expect.stringContaining('ntds.dit'),
    });
    expect(readdirSync(target)).toEqual([]);
  });

  it('whose chain of logs has a gap is told', async () => {
    const files = realFiles('server-chain-dirty').filter((file) => !file.path.endsWith('edb00050.log'));
    const { problems } = await verify(files);
    expect(problems).toMatchObject([{ code: 'SOURCE_DAMAGED', path: 'C:\\Windows\\NTDS' }]);
  });

  it('that was damaged before the backup is told as the damage of its source', async () => {
    const files = realFiles('clean-8k-test').map((file) => flip(file, 8192 * 5 + 1000));
    const { verdict, problems, databases } = await verify(files);
    expect(verdict).toBe('damaged');
    expect(problems.map((problem) => problem.code)).toEqual([
      'SOURCE_DAMAGED',
      ...problems.slice(1).map(() => 'SOURCE_DAMAGED'),
    ]);
    expect(databases).toMatchObject([{ pages: { bad: 1 } }]);
  });

  it('that was damaged in the set is told as damage of the set only', async () => {
    const { path } = await writeSampleSet(temporaryFolder(), { files: realFiles('clean-8k-test') });
    const database = join(path, 'data', 'C', 'Windows', 'NTDS', 'ntds.dit');
    const bytes = readFileSync(database);
    bytes[8192 * 5 + 1000] = (bytes[8192 * 5 + 1000] ?? 0) ^ 0xff;
    writeFileSync(database, bytes);
    const { problems, databases } = await verifyBackupSet(path);
    expect(problems).toMatchObject([{ code: 'SET_DAMAGED' }]);
    expect(databases).toMatchObject([{ pages: { bad: 1 } }]);
  });

  it('comes with every reason, the numbers that Windows would give, and the chain of its logs', async () => {
    const dirty = await verify(realFiles('dirty-16k-qmgr'));
    expect(dirty.databases).toMatchObject([
      {
        format: { version: 1568, updateMajor: 300, updateMinor: 620 },
        reasons: [{ code: 'REQUIRED_LOG_MISSING', effect: 'prevents', jet: -543 }],
        lastCommittedLog: 23,
        lastOwnedPage: 78,
        extent: 'exact',
      },
    ]);
    const chain = await verify(realFiles('server-chain-dirty'));
    expect(chain.logStreams).toMatchObject([
      {
        folder: 'C:\\Windows\\NTDS',
        generations: { first: 78, last: 82 },
        isUnbroken: true,
        findings: [],
        checkpoint: { generation: 81, position: '(51,9,0)' },
      },
    ]);
    expect(chain.logStreams[0]?.logs.map(({ path }) => path.slice(16))).toEqual([
      'edb0004E.log',
      'edb0004F.log',
      'edb00050.log',
      'edb00051.log',
      'edb.log',
    ]);
  });

  it('comes with a map of its pages if that is asked for', async () => {
    const files = realFiles('clean-8k-test').map((file) => flip(file, 8192 * 5 + 1000));
    const { path } = await writeSampleSet(temporaryFolder(), { files }, keep);
    const { databases, problems } = await verifyBackupSet(path, { mapCells: 64 });
    expect(databases[0]?.map?.pagesPerCell).toBe(4);
    expect(databases[0]?.map?.cells[0]).toMatchObject({ bad: 1 });
    expect(databases[0]?.map?.cells.reduce((sum, cell) => sum + cell.bad, 0)).toBe(1);
    expect(problems[0]?.jet).toBe(-1018);
    expect((await verifyBackupSet(path)).databases[0]).not.toHaveProperty('map');
  });

  it('that was cut short before the backup is told', async () => {
    const files = realFiles('clean-8k-test').map((file) => ({
      ...file,
      bytes: file.bytes?.subarray(0, 8192 * 10),
    }));
    const { problems } = await verify(
      files.map(({ bytes, ...file }) => ({ ...file, bytes: bytes ?? new Uint8Array(0) })),
    );
    expect(problems.some(({ message }) => message.includes('the file ends after page'))).toBe(true);
  });
});

describe('a database that is none', () => {
  it.each([
    ['empty', new Uint8Array(0)],
    ['something else', Buffer.alloc(20_000, 'no database')],
    ['shorter than a header', Buffer.alloc(100, 1)],
  ])('%s: is told as damage of the source', async (_, bytes) => {
    const path = 'C:\\Windows\\NTDS\\ntds.dit';
    const { verdict, problems } = await verify([{ path, list: 'databases', kind: 'database', bytes }]);
    expect(verdict).toBe('damaged');
    expect(problems).toMatchObject([{ code: 'SOURCE_DAMAGED', path }]);
  });

  it('a checkpoint that is none is a warning', async () => {
    const { verdict, warnings } = await verify([
      { path: 'C:\\edb.chk', list: 'databases', kind: 'checkpoint', bytes: Buffer.alloc(8192, 1) },
    ]);
    expect(verdict).toBe('whole');
    expect(warnings).toMatchObject([
      { path: 'C:\\edb.chk', message: expect.stringContaining('works without it') },
    ]);
  });
});

function flip(file: MemoryFile, at: number): MemoryFile {
  const bytes = Buffer.from(file.bytes ?? []);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return { ...file, bytes };
}
