import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  databaseHeaderFields,
  decodePageHeader,
  encodePageHeader,
  PageFlag,
  sealHeader,
  sealPage,
} from '@dsbackup/ese';
import { describe, expect, it } from 'vitest';
import { type SetNote, type SetProgress, verifyBackupSet, type WriteSetOptions } from '../src/index.js';
import { useTemporaryFolders } from './temporary-folder.js';
import { writeSampleSet } from './write-sample-set.js';

const temporaryFolder = useTemporaryFolders();
const data = join(import.meta.dirname, '../../../../shared/data/ese/clean-4k-srudb/SRUDB.dat.gz');
const isThere = existsSync(data);
if (!isThere) console.warn(`SKIPPED: ${data} is not there, so no trees were followed inside a set.`);

const pageSize = 4096;
const stateOffset = databaseHeaderFields.state.offset;
const dirtyShutdown = 2;
const path = 'C:\\Windows\\NTDS\\ntds.dit';

/** A set with the database, which is clean. It is no directory's, so it lies among the other files. */
async function setWith(
  bytes: Buffer,
  list: 'databases' | 'others',
  options: Partial<WriteSetOptions> = {},
): Promise<string> {
  const files = [
    { path, bytes, list, kind: 'database' as const },
    ...(list === 'databases'
      ? []
      : [{ path: 'C:\\ntds.dit', bytes, list: 'databases' as const, kind: 'database' as const }]),
  ];
  return (await writeSampleSet(temporaryFolder(), { files }, options)).path;
}

const original = () => gunzipSync(readFileSync(data));

/** The first leaf of a table says that it is another object's, under a checksum that is right. */
function withStrayLeaf(): Buffer {
  const bytes = original();
  for (let pgno = 30; pgno < bytes.length / pageSize - 2; pgno++) {
    const page = bytes.subarray((pgno + 1) * pageSize, (pgno + 2) * pageSize);
    const header = decodePageHeader(page);
    const isLeaf =
      (header.flags & PageFlag.Leaf) !== 0 && (header.flags & (PageFlag.Root | PageFlag.SpaceTree)) === 0;
    if (!isLeaf || header.objectId < 10) continue;
    encodePageHeader({ ...header, objectId: header.objectId + 1000 }, page);
    sealPage(page, pgno);
    return bytes;
  }
  return expect.fail('The database has no such leaf.');
}

describe.runIf(isThere)('The trees of a database in a set', () => {
  it('are followed when that is asked for, and are facts then', async () => {
    const set = await setWith(original(), 'others');
    const { databases } = await verifyBackupSet(set, { deep: true });
    const facts = databases.find((database) => database.path === path);
    expect(facts?.structure).toMatchObject({ verdict: 'sound', findings: 0, tablesOmitted: 0 });
    expect(facts?.structure?.tables.map(({ name }) => name)).toContain('SruDbIdMapTable');
    const shallow = await verifyBackupSet(set);
    for (const database of shallow.databases) expect(database).not.toHaveProperty('structure');
  });

  it('tell how far the walk through them is, in bytes of pages, after their file was read', async () => {
    const set = await setWith(original(), 'others');
    const seen: SetProgress[] = [];
    await verifyBackupSet(set, { deep: true, onProgress: (progress) => seen.push(progress) });
    const walk = seen.filter((progress) => progress.step === 'walk' && progress.path === path);
    expect(walk.length).toBeGreaterThan(0);
    for (const [index, { bytes, totalBytes = 0 }] of walk.entries()) {
      expect(bytes % pageSize).toBe(0);
      expect(bytes).toBeGreaterThan(walk[index - 1]?.bytes ?? 0);
      expect(bytes).toBeLessThanOrEqual(totalBytes);
    }
    const shallow: SetProgress[] = [];
    await verifyBackupSet(set, { onProgress: (progress) => shallow.push(progress) });
    expect(shallow.map(({ step }) => step)).not.toContain('walk');
  });

  it('belong to a time that the header knows: a page of a clean database that is newer is told', async () => {
    const bytes = original();
    const pgno = 40;
    const page = bytes.subarray((pgno + 1) * pageSize, (pgno + 2) * pageSize);
    encodePageHeader({ ...decodePageHeader(page), dbtime: 1n << 40n }, page);
    sealPage(page, pgno);
    const { notes } = await verifyBackupSet(await setWith(bytes, 'others'));
    const { notes: before } = await verifyBackupSet(await setWith(original(), 'others'));
    const newer = (note: SetNote) =>
      note.path === path && note.message.includes('changed after the header was written');
    expect(notes.filter(newer)).toHaveLength(1);
    expect(before.filter(newer)).toHaveLength(0);
  });

  it('are damaged where a page is whole and in the wrong place, which no checksum tells', async () => {
    const set = await setWith(withStrayLeaf(), 'others');
    expect((await verifyBackupSet(set)).verdict).toBe('whole');
    const { verdict, problems, databases } = await verifyBackupSet(set, { deep: true });
    expect(verdict).toBe('damaged');
    expect(databases[0]?.structure?.verdict).toBe('damaged');
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'SOURCE_DAMAGED',
        path,
        jet: -338,
        message: expect.stringContaining('object'),
      }),
    );
  });

  it('are unsettled, with a warning, where they contradict each other and logs are still to be replayed', async () => {
    const bytes = withStrayLeaf();
    for (const at of [0, pageSize]) {
      const header = bytes.subarray(at, at + pageSize);
      header.writeUInt32LE(dirtyShutdown, stateOffset);
      sealHeader(header);
    }
    const set = await setWith(bytes, 'others', { onDamaged: 'keep' });
    const { databases, warnings } = await verifyBackupSet(set, { deep: true });
    expect(databases.find((database) => database.path === path)?.structure?.verdict).toBe('unsettled');
    expect(warnings).toContainEqual({ path, message: expect.stringContaining('contradict each other') });
  });

  it('are held to what a directory has, for the database of one', async () => {
    const { problems } = await verifyBackupSet(await setWith(original(), 'databases'), { deep: true });
    expect(problems.map(({ message }) => message)).toContain(
      'The table datatable of a directory is not there.',
    );
  });
});
