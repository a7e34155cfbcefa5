import { execFileSync } from 'node:child_process';
import { chmod, open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EseError, encodeLogHeader, inspectDatabase, PageFlag, sealHeader } from '../src/index.js';
import { child, extent, makeDatabase } from './made-database.js';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.js';

const numRuns = process.env.DSBACKUP_FULL === '1' ? 5_000 : 150;
let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

async function inspect(bytes: Uint8Array) {
  return inspectDatabase(await folder.write('database.edb', bytes));
}

function flip(bytes: Buffer, offset: number): Buffer {
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  return bytes;
}

describe('the header of a database', () => {
  it.each([2048, 4096, 8192, 16384, 32768])('is found by trying page sizes: %i', async (pageSize) => {
    const inspection = await inspect(makeDatabase({ pageSize, pages: 6 }));
    expect(inspection).toMatchObject({
      pageSize,
      pageCount: 6,
      extent: 'exact',
      state: 'clean-shutdown',
      findings: [],
    });
    expect(inspection.owned).toEqual({ lastPage: 6, extentCount: 1, contiguous: true });
  });

  it('is taken from its shadow when it is damaged', async () => {
    const found = await inspect(flip(makeDatabase({ pageSize: 8192, pages: 4 }), 700));
    expect(found).toMatchObject({
      headerCopies: 'primary-bad',
      findings: [{ code: 'HEADER_BAD', jet: -1018 }],
    });
    expect(found.header.pageSize).toBe(8192);
  });

  it('says when only the shadow is damaged, or differs', async () => {
    const database = makeDatabase({ pageSize: 8192, pages: 4 });
    expect(await inspect(flip(Buffer.from(database), 8192 + 9))).toMatchObject({
      headerCopies: 'shadow-bad',
    });
    const other = Buffer.from(database);
    other[8192 + 300] = 9;
    sealHeader(other.subarray(8192, 16384));
    expect(await inspect(other)).toMatchObject({
      headerCopies: 'copies-differ',
      findings: [{ code: 'COPIES_DIFFER' }],
    });
  });

  it('is refused with -1018 when both copies are damaged', async () => {
    const database = flip(flip(makeDatabase({ pageSize: 4096, pages: 4 }), 100), 4196);
    await expect(inspect(database)).rejects.toMatchObject({ code: 'HEADER_DAMAGED', jet: -1018 });
  });

  it('is judged by the rules between its fields', async () => {
    const header = {
      state: 3,
      generationMinRequired: 5,
      generationMaxRequired: 4,
      generationMaxCommitted: 4,
      repairCount: 2,
    };
    const { findings } = await inspect(makeDatabase({ pageSize: 4096, pages: 4, header }));
    expect(findings.map((finding) => finding.code)).toEqual([
      'GENERATIONS_OUT_OF_ORDER',
      'CLEAN_BUT_NEEDS_LOGS',
      'WAS_REPAIRED',
    ]);
    const unknown = await inspect(makeDatabase({ pageSize: 4096, pages: 4, header: { state: 77 } }));
    expect(unknown).toMatchObject({ state: undefined, findings: [{ code: 'STATE_UNKNOWN' }] });
  });

  it('tells a temporary database, by its type or by what it never had', async () => {
    const header = { fileType: 5 };
    expect(await inspect(makeDatabase({ pageSize: 4096, pages: 4, header }))).toMatchObject({
      kind: 'temporary',
    });
    const older = makeDatabase({ pageSize: 4096, pages: 4, header: { state: 1 } });
    older.fill(0, 8192, 8200);
    expect(await inspect(older)).toMatchObject({ kind: 'temporary' });
  });

  it('is read from a handle, which stays open', async () => {
    const handle = await open(await folder.write('handle.edb', makeDatabase({ pageSize: 4096, pages: 4 })));
    expect((await inspectDatabase(handle)).pageCount).toBe(4);
    expect((await handle.stat()).size).toBe(6 * 4096);
    await handle.close();
  });
});

describe('the owned extents', () => {
  const root = PageFlag.Root;
  const leaf = PageFlag.Leaf;

  it('say that a file is truncated or extended beforehand', async () => {
    const database = makeDatabase({ pageSize: 4096, pages: 8 });
    expect(await inspect(database.subarray(0, 8 * 4096))).toMatchObject({
      extent: 'truncated',
      findings: [{ code: 'TRUNCATED', severity: 'error' }],
    });
    expect(await inspect(Buffer.concat([database, new Uint8Array(4096)]))).toMatchObject({
      extent: 'pre-extended',
    });
    const odd = await inspect(Buffer.concat([database, new Uint8Array(10)]));
    expect(odd).toMatchObject({ extent: 'exact', findings: [{ code: 'ODD_TAIL', severity: 'warning' }] });
  });

  it('are read through branch pages', async () => {
    const tree = {
      2: { flags: root, nodes: [child(5), child(6)] },
      5: { flags: leaf, nodes: [extent(3, 3), extent(4, 1)] },
      6: { flags: leaf, nodes: [extent(9, 5)] },
    };
    const { owned } = await inspect(makeDatabase({ pageSize: 4096, pages: 9, tree }));
    expect(owned).toEqual({ lastPage: 9, extentCount: 3, contiguous: true });
  });

  it('leave out deleted nodes and say when they have a gap', async () => {
    const deleted = { ...extent(9, 1), flags: 2 };
    const tree = { 2: { flags: root | leaf, nodes: [extent(3, 3), extent(8, 4), deleted] } };
    const inspection = await inspect(makeDatabase({ pageSize: 4096, pages: 8, tree }));
    expect(inspection.owned).toEqual({ lastPage: 8, extentCount: 2, contiguous: false });
    expect(inspection.findings).toMatchObject([{ code: 'EXTENTS_NOT_CONTIGUOUS' }]);
  });

  it.each([
    ['bites its own tail', { 2: { flags: root, nodes: [child(3)] }, 3: { flags: 0, nodes: [child(2)] } }],
    ['leads out of the file', { 2: { flags: root, nodes: [child(0x7fffffff)] } }],
    ['leads to page 0', { 2: { flags: root, nodes: [child(0)] } }],
    ['is empty', { 2: { flags: root | leaf, nodes: [] } }],
    ['has an extent that begins before page 1', { 2: { flags: root | leaf, nodes: [extent(3, 9)] } }],
  ])('are a finding, not a crash, when the tree %s', async (_, tree) => {
    const inspection = await inspect(makeDatabase({ pageSize: 4096, pages: 8, tree }));
    expect(inspection).toMatchObject({ owned: undefined, extent: 'unknown' });
    expect(inspection.findings.map((finding) => finding.code)).toContain('OWNED_EXTENTS_UNREADABLE');
  });

  it('are a finding when their page is damaged', async () => {
    const inspection = await inspect(flip(makeDatabase({ pageSize: 4096, pages: 4 }), 3 * 4096 + 50));
    expect(inspection.findings).toMatchObject([
      { code: 'OWNED_EXTENTS_UNREADABLE', severity: 'error', jet: -1206 },
    ]);
  });
});

describe('input that is no database', () => {
  it.each([
    ['an empty file', new Uint8Array(0), 'EMPTY'],
    ['a few bytes', Buffer.from('hello'), 'NOT_ESE'],
    ['zeros', new Uint8Array(100_000), 'NOT_ESE'],
    ['text', Buffer.alloc(70_000, 'not a database '), 'NOT_ESE'],
    ['a log', encodeLogHeader({ generation: 1 }), 'WRONG_FILE_TYPE'],
    ['the start of a database', makeDatabase({ pageSize: 8192, pages: 1 }).subarray(0, 5000), 'TRUNCATED'],
    ['the very start of a database', makeDatabase({ pageSize: 8192, pages: 1 }).subarray(0, 50), 'TRUNCATED'],
  ])('is refused: %s', async (_, bytes, code) => {
    const error = await inspect(bytes).catch((reason: unknown) => reason);
    expect(EseError.is(error)).toBe(true);
    expect(error).toMatchObject({ code });
  });

  it('is refused: nothing, a folder, a pipe, a file that may not be read', async ({ skip }) => {
    await expect(inspectDatabase(join(folder.path, 'missing'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(inspectDatabase(folder.path)).rejects.toMatchObject({ code: 'NOT_A_FILE' });
    if (process.platform === 'win32') skip();
    execFileSync('mkfifo', [join(folder.path, 'pipe')]);
    await expect(inspectDatabase(join(folder.path, 'pipe'))).rejects.toMatchObject({ code: 'NOT_A_FILE' });
    if (process.getuid?.() === 0) return;
    const secret = await folder.write('secret.edb', makeDatabase({ pageSize: 4096, pages: 4 }));
    await chmod(secret, 0);
    await expect(inspectDatabase(secret)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  });

  it('ends in an inspection or an EseError, whatever bytes are changed', async () => {
    const database = makeDatabase({ pageSize: 4096, pages: 5 });
    const change = fc.tuple(fc.nat(database.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 20 }),
        fc.nat(database.length),
        fc.boolean(),
        async (changes, size, reseal) => {
          const bytes = Buffer.from(database);
          for (const [offset, value] of changes) bytes[offset] = value;
          if (reseal) {
            bytes.copyWithin(4096, 0, 4096);
            sealHeader(bytes.subarray(0, 4096));
            sealHeader(bytes.subarray(4096, 8192));
          }
          const result = await inspect(bytes.subarray(0, size)).catch((reason: unknown) => reason);
          expect(
            EseError.is(result) || (typeof result === 'object' && result !== null && 'header' in result),
          ).toBe(true);
        },
      ),
      { numRuns },
    );
  });
});
