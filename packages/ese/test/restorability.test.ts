import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFields } from '../src/format/field-table.js';
import {
  assessRestorability,
  type BackupTrailer,
  backupTrailerFields,
  type DatabaseHeader,
  encodeCheckpoint,
  inspectCheckpoint,
  inspectDatabase,
  inspectLog,
  type RestorabilityFacts,
  scanDatabase,
  sealHeader,
} from '../src/index.js';
import { makeDatabase } from './made-database.js';
import { makeLog, STREAM, timeOf } from './made-log.js';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.js';

const DIRTY: Partial<DatabaseHeader> = {
  state: 2,
  logSignature: STREAM,
  generationMinRequired: 5,
  generationMaxRequired: 6,
  generationMaxCommitted: 8,
  generationMaxRequiredTime: timeOf(6),
};
const PAGE = 8192;

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

async function database(header: Partial<DatabaseHeader> = DIRTY) {
  return inspectDatabase(await folder.write('ntds.dit', makeDatabase({ pageSize: PAGE, pages: 4, header })));
}

async function logs(files: readonly Buffer[]) {
  return Promise.all(files.map(async (bytes, index) => inspectLog(await folder.write(`log${index}`, bytes))));
}

const good = (...generations: readonly number[]) => generations.map((generation) => makeLog({ generation }));

async function assess(files: readonly Buffer[], facts: Partial<RestorabilityFacts> = {}) {
  return assessRestorability({ database: await database(), logs: await logs(files), ...facts });
}

const OWN = { random: 42, created: timeOf(1), computer: '' };

/** A scan of a dirty database that a streaming backup wrote. */
async function scanWithTrailer(fields: Partial<BackupTrailer>) {
  const header = { ...DIRTY, databaseSignature: OWN };
  const trailer = new Uint8Array(PAGE);
  encodeFields(backupTrailerFields, { logSignature: STREAM, ...fields }, trailer);
  sealHeader(trailer);
  const bytes = Buffer.concat([makeDatabase({ pageSize: PAGE, pages: 4, header }), trailer]);
  return scanDatabase(await folder.write('streamed.dit', bytes));
}

describe('a clean database', () => {
  it('can be restored without logs', async () => {
    const found = await database({ state: 3 });
    expect(assessRestorability({ database: found })).toMatchObject({
      verdict: 'restorable',
      reasons: [{ code: 'CLEAN' }],
    });
  });

  it('says that logs no longer apply after a repair', async () => {
    const { verdict, reasons } = assessRestorability({
      database: await database({ state: 3, repairCount: 1 }),
    });
    expect(verdict).toBe('restorable');
    expect(reasons.map((reason) => reason.code)).toEqual(['CLEAN', 'LOGS_NO_LONGER_APPLY']);
  });

  it('cannot be restored when a page is bad, unless ESE repairs it', async () => {
    const bytes = makeDatabase({ pageSize: PAGE, pages: 4 });
    bytes[5 * PAGE + 100] = 0xff;
    const bad = await scanDatabase(await folder.write('bad.dit', bytes));
    expect(assessRestorability({ database: bad.inspection, scan: bad })).toMatchObject({
      verdict: 'not-restorable',
      reasons: [{ code: 'BAD_PAGES', jet: -1018 }, { code: 'CLEAN' }],
    });
    const scan = { ...bad, correctable: 1 };
    expect(assessRestorability({ database: bad.inspection, scan }).verdict).toBe('restorable');
  });

  it('cannot be restored when it is truncated', async () => {
    const cut = makeDatabase({ pageSize: PAGE, pages: 4 }).subarray(0, 5 * PAGE);
    const found = await inspectDatabase(await folder.write('cut.dit', cut));
    expect(assessRestorability({ database: found })).toMatchObject({
      verdict: 'not-restorable',
      reasons: [{ code: 'TRUNCATED' }, {}],
    });
  });
});

describe('a dirty database', () => {
  it('can be restored when every log is there', async () => {
    expect(await assess(good(5, 6, 7, 8))).toMatchObject({
      verdict: 'restorable-after-log-replay',
      reasons: [{ code: 'LOGS_COMPLETE', severity: 'note' }],
    });
  });

  it('does not need the logs before, nor mind a gap among them', async () => {
    expect((await assess(good(2, 5, 6, 7, 8))).verdict).toBe('restorable-after-log-replay');
  });

  it('loses its last transactions when a committed log is missing, damaged or of another chain', async () => {
    expect(await assess(good(5, 6, 7))).toMatchObject({
      verdict: 'data-loss',
      reasons: [{ code: 'COMMITTED_LOG_MISSING', jet: -582 }],
    });
    expect(await assess(good(5, 6, 8))).toMatchObject({
      verdict: 'data-loss',
      reasons: [{ message: expect.stringContaining('generation 7 is') }],
    });
    const damaged = makeLog({ generation: 8 });
    damaged[4096 + 60] = 0;
    expect(await assess([...good(5, 6, 7), damaged])).toMatchObject({
      verdict: 'data-loss',
      reasons: [{ code: 'COMMITTED_LOG_DAMAGED', jet: -501 }],
    });
    const other = makeLog({ generation: 8, header: { previousCreateTime: timeOf(1) } });
    expect(await assess([...good(5, 6, 7), other])).toMatchObject({
      verdict: 'data-loss',
      reasons: [{ code: 'LOG_SEQUENCE_BROKEN', jet: -515 }],
    });
  });

  it.each([
    ['a required log is missing', good(6, 7, 8), 'REQUIRED_LOG_MISSING', -543],
    ['all are missing', [], 'REQUIRED_LOG_MISSING', -543],
    [
      'a required log is of another stream',
      [makeLog({ generation: 5, header: { logSignature: { ...STREAM, random: 1 } } }), ...good(6, 7, 8)],
      'LOG_SIGNATURE_MISMATCH',
      -530,
    ],
    [
      'a required log is for another page size',
      [makeLog({ generation: 5, header: { databasePageSize: 4096 } }), ...good(6, 7, 8)],
      'LOG_PAGE_SIZE_MISMATCH',
      -1213,
    ],
    [
      'the last required log was made at another time',
      [...good(5), makeLog({ generation: 6, header: { createTime: timeOf(9) } }), ...good(7, 8)],
      'REQUIRED_LOG_TIME_MISMATCH',
      -543,
    ],
  ])('cannot be restored when %s', async (_, files, code, jet) => {
    const { verdict, reasons } = await assess(files);
    expect(verdict).toBe('not-restorable');
    expect(reasons).toContainEqual(expect.objectContaining({ code, jet, effect: 'prevents' }));
  });

  it('loses transactions when the last committed log is not the one that the database knows', async () => {
    const known = await database({ ...DIRTY, generationMaxCreateTime: timeOf(8) });
    const right = await assess(good(5, 6, 7, 8), { database: known });
    expect(right.verdict).toBe('restorable-after-log-replay');
    const other = makeLog({ generation: 8, header: { createTime: timeOf(9) } });
    const { verdict, reasons } = await assess([...good(5, 6, 7), other], { database: known });
    expect(verdict).toBe('data-loss');
    expect(reasons).toMatchObject([{ code: 'COMMITTED_LOG_MISSING', jet: -582 }]);
  });

  it('takes the time of the last committed log when that is the last required one', async () => {
    const header = { ...DIRTY, generationMaxCommitted: 6, generationMaxRequiredTime: null };
    const right = await database({ ...header, generationMaxCreateTime: timeOf(6) });
    expect((await assess(good(5, 6), { database: right })).verdict).toBe('restorable-after-log-replay');
    const wrong = await database({ ...header, generationMaxCreateTime: timeOf(7) });
    expect((await assess(good(5, 6), { database: wrong })).verdict).toBe('not-restorable');
  });

  it('cannot be restored when it names no logs at all', async () => {
    const found = await database({ state: 2 });
    expect(assessRestorability({ database: found })).toMatchObject({
      verdict: 'not-restorable',
      reasons: [{ code: 'DIRTY_WITHOUT_LOGS', jet: -550 }],
    });
  });

  it('goes by the trailer of a streaming backup, which is newer than the header', async () => {
    const trailer = { databaseSignature: OWN, generationMinRequired: 6, generationMaxRequired: 7 };
    const scan = await scanWithTrailer({ ...trailer, generationMaxCommitted: 7 });
    const facts = { database: scan.inspection, scan };
    const complete = await assess(good(6, 7), facts);
    expect(complete).toMatchObject({
      verdict: 'restorable-after-log-replay',
      reasons: [{ message: expect.stringContaining('generations 6 to 7') }],
    });
    expect(await assess(good(5, 6), facts)).toMatchObject({
      verdict: 'not-restorable',
      reasons: [{ code: 'REQUIRED_LOG_MISSING', message: expect.stringContaining('generation 7 is') }],
    });
    const late = makeLog({ generation: 7, header: { createTime: timeOf(9) } });
    const timed = await scanWithTrailer({ ...trailer, generationMaxRequiredTime: timeOf(7) });
    const { reasons } = await assess([...good(6), late], { database: timed.inspection, scan: timed });
    expect(reasons).toContainEqual(expect.objectContaining({ code: 'REQUIRED_LOG_TIME_MISMATCH' }));
  });

  it('does not go by the trailer of another database, nor by one that names no logs', async () => {
    const other = { ...OWN, random: 1 };
    for (const trailer of [
      { databaseSignature: other, generationMinRequired: 6, generationMaxRequired: 7 },
      { databaseSignature: OWN },
    ]) {
      const scan = await scanWithTrailer(trailer);
      expect(scan.trailer).toBe(true);
      const facts = { database: scan.inspection, scan };
      expect((await assess(good(6, 7), facts)).verdict).toBe('not-restorable');
      expect((await assess(good(5, 6, 7, 8), facts)).verdict).toBe('restorable-after-log-replay');
    }
  });

  it('is judged at once when its header names two thousand million generations', async () => {
    const header = { ...DIRTY, generationMaxRequired: 2_000_000_000, generationMaxCommitted: 2_000_000_000 };
    expect(await assess(good(5, 6, 8), { database: await database(header) })).toMatchObject({
      verdict: 'not-restorable',
      reasons: [{ message: expect.stringContaining('generations 7, 9 to 2000000000 are') }],
    });
  });
});

describe('a database in any other state', () => {
  it.each([1, 4, 5, 6, 8, 99])('cannot be restored: %i', async (state) => {
    const found = await database({ state, logSignature: STREAM });
    expect(assessRestorability({ database: found })).toMatchObject({
      verdict: 'not-restorable',
      reasons: [{ code: 'STATE_UNUSABLE' }],
    });
  });

  it('cannot be restored when it is a temporary one', async () => {
    const { reasons } = assessRestorability({ database: await database({ state: 3, fileType: 5 }) });
    expect(reasons.map((reason) => reason.code)).toContain('TEMPORARY_DATABASE');
  });
});

describe('a checkpoint of another stream of logs', () => {
  it('is warned of, and prevents nothing', async () => {
    const file = encodeCheckpoint({ logSignature: { ...STREAM, random: 9 } });
    const checkpoint = await inspectCheckpoint(await folder.write('edb.chk', file));
    const { verdict, reasons } = await assess(good(5, 6, 7, 8), { checkpoint });
    expect(verdict).toBe('restorable-after-log-replay');
    expect(reasons).toContainEqual(
      expect.objectContaining({ code: 'CHECKPOINT_SIGNATURE_MISMATCH', jet: -532, severity: 'warning' }),
    );
  });
});
