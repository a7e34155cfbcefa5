import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkLogSequence,
  EseError,
  encodeCheckpoint,
  encodeLogHeader,
  encodeLogSegment,
  inspectCheckpoint,
  inspectLog,
  parseLogName,
  sealHeader,
  sealLogSegment,
} from '../src/index.js';
import { makeLegacyLog, makeLog, makeSegment, STREAM, segmentsChecksum, timeOf } from './made-log.js';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.js';

const numRuns = process.env.DSBACKUP_FULL === '1' ? 5_000 : 150;
const SEGMENT = 4096;
let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

async function inspect(bytes: Uint8Array, name = 'edb00000005.log') {
  return inspectLog(await folder.write(name, bytes));
}

function flip(bytes: Buffer, offset: number): Buffer {
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  return bytes;
}

/** Puts a segment into its place in a log. */
function put(log: Buffer, sector: number, segment: Uint8Array): Buffer {
  log.set(segment, sector * SEGMENT);
  return log;
}

describe('a log since Windows 8', () => {
  it('is good up to its first empty segment', async () => {
    const log = await inspect(makeLog({ generation: 5 }));
    expect(log).toMatchObject({ format: 'v8', generation: 5, databasePageSize: 8192, findings: [] });
    expect(log.name).toEqual({ kind: 'archived', base: 'edb', generation: 5 });
    expect(log.body).toEqual({
      state: 'good',
      validParts: 3,
      segmentsChecksum: segmentsChecksum(5, 3),
      lastSegment: { generation: 5, sector: 3, offset: 0 },
    });
  });

  it('ends at the copy of its last segment, and at leftovers of the log before it', async () => {
    const shadow = put(makeLog({ generation: 5 }), 4, makeSegment(5, 3));
    expect((await inspect(shadow)).body).toMatchObject({ state: 'good', validParts: 3 });
    const reused = put(put(makeLog({ generation: 5 }), 4, makeSegment(4, 4)), 5, makeSegment(4, 5));
    expect((await inspect(reused)).body).toMatchObject({ state: 'good', validParts: 3 });
  });

  it('is torn when the last segment never came to the disk, but its copy did', async () => {
    const log = put(makeLog({ generation: 5, segments: 2 }), 4, makeSegment(5, 3));
    const { body, findings } = await inspect(log);
    expect(body).toMatchObject({ state: 'torn', damagedAt: 3, validParts: 2 });
    expect(findings).toMatchObject([{ code: 'BODY_TORN', severity: 'warning' }]);
    const leftover = put(makeLog({ generation: 5, segments: 2 }), 4, makeSegment(4, 3));
    expect((await inspect(leftover)).body).toMatchObject({ state: 'good', validParts: 2 });
  });

  it('is torn when the last segment is damaged and its copy is whole', async () => {
    const log = put(flip(makeLog({ generation: 5 }), 3 * SEGMENT + 90), 4, makeSegment(5, 3));
    const inspection = await inspect(log);
    expect(inspection.body).toMatchObject({ state: 'torn', damagedAt: 3, validParts: 2 });
    expect(inspection.findings).toMatchObject([{ code: 'BODY_TORN', severity: 'warning' }]);
  });

  it.each([
    ['a segment in the middle is damaged', () => flip(makeLog({ generation: 5 }), 2 * SEGMENT + 90), 2],
    [
      'the copy of its damaged last segment is damaged too',
      () =>
        flip(put(flip(makeLog({ generation: 5 }), 3 * SEGMENT + 90), 4, makeSegment(5, 3)), 4 * SEGMENT + 91),
      3,
    ],
    [
      'the very last segment is damaged',
      () => flip(makeLog({ generation: 5, segments: 9 }), 9 * SEGMENT + 90),
      9,
    ],
    ['a valid segment follows the end', () => put(makeLog({ generation: 5 }), 6, makeSegment(5, 6)), 6],
    [
      'a damaged segment follows the end',
      () => put(makeLog({ generation: 5 }), 6, new Uint8Array(SEGMENT).fill(3)),
      6,
    ],
    ['a segment belongs to a later log', () => put(makeLog({ generation: 5 }), 4, makeSegment(6, 4)), 4],
  ])('is corrupt (-501) when %s', async (_, make, sector) => {
    const inspection = await inspect(make());
    expect(inspection.body).toMatchObject({ state: 'corrupt', damagedAt: sector });
    expect(inspection.findings).toMatchObject([{ code: 'BODY_CORRUPT', severity: 'error', jet: -501 }]);
  });

  it('says when its size, its name or its page size do not fit', async () => {
    const log = makeLog({ generation: 6, header: { databasePageSize: 1234 } });
    const { findings } = await inspect(log.subarray(0, 9 * SEGMENT));
    const codes = findings.map((finding) => [finding.code, finding.jet]);
    expect(codes).toEqual([
      ['SIZE_MISMATCH', -541],
      ['GENERATION_MISMATCH', undefined],
      ['PAGE_SIZE_UNKNOWN', undefined],
    ]);
  });

  it('finds every flipped bit of its header and of its segments', async () => {
    const log = makeLog({ generation: 5 });
    for (let offset = 0; offset < 4 * SEGMENT; offset += 397) {
      const result = await inspect(flip(Buffer.from(log), offset)).catch((error: unknown) => error);
      const found =
        EseError.is(result) || (result as Awaited<ReturnType<typeof inspect>>).body.state !== 'good';
      expect(found, `offset ${offset}`).toBe(true);
    }
  });
});

describe('a log from before Windows 8', () => {
  it('is checked record by record', async () => {
    const log = await inspect(makeLegacyLog(5));
    expect(log).toMatchObject({
      format: 'v7',
      generation: 5,
      findings: [],
      body: { state: 'good', validParts: 2 },
    });
  });

  it.each([
    ['covered by the first record', 4096 + 22 + 500, 4096],
    ['covered by the second', 4096 + 22 + 1001 + 22 + 3, 4096 + 22 + 1001],
    ['of a record', 4096, 4096],
  ])('is corrupt when a byte is changed: %s', async (_, offset, place) => {
    const { body } = await inspect(flip(makeLegacyLog(5), offset));
    expect(body).toMatchObject({ state: 'corrupt', damagedAt: place });
  });
});

describe('a log from before Windows 8 whose records all cover the same bytes', () => {
  it('is given up as corrupt, instead of being read again and again', async () => {
    const chain = Array.from({ length: 400 }, (_, index) => {
      const back = index * 23;
      return { place: 4096 + back, back, forward: 0, next: 1 };
    });
    const { body } = await inspect(makeLegacyLog(5, chain));
    expect(body).toMatchObject({ state: 'corrupt', reason: expect.stringContaining('again and again') });
  });
});

describe('a log that cannot be read', () => {
  it.each([
    ['zeros', new Uint8Array(65_536), 'NOT_ESE'],
    ['a checkpoint', encodeCheckpoint({}), 'WRONG_FILE_TYPE'],
    ['half a header', makeLog({ generation: 5 }).subarray(0, 2000), 'TRUNCATED'],
    ['a damaged header', flip(makeLog({ generation: 5 }), 30), 'HEADER_DAMAGED'],
    ['a version of the future', encodeLogHeader({ majorVersion: 9 }), 'UNSUPPORTED_VERSION'],
    ['a header without room for itself', encodeLogHeader({ headerSectors: 0 }), 'UNSUPPORTED_VERSION'],
  ])('is refused: %s', async (_, bytes, code) => {
    await expect(inspect(bytes)).rejects.toMatchObject({ code });
  });

  it.each([
    ['since Windows 8', makeLog({ generation: 5 })],
    ['from before', makeLegacyLog(5)],
  ])('%s ends in an inspection or an EseError, whatever bytes are changed', async (_, log) => {
    const change = fc.tuple(fc.nat(log.length - 1), fc.nat(255));
    const changes = fc.array(change, { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(log.length), async (list, size) => {
        const bytes = Buffer.from(log);
        for (const [offset, value] of list) bytes[offset] = value;
        sealHeader(bytes.subarray(0, SEGMENT));
        const result = await inspect(bytes.subarray(0, size)).catch((reason: unknown) => reason);
        expect(
          EseError.is(result) || (typeof result === 'object' && result !== null && 'body' in result),
        ).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe('the name of a log', () => {
  it.each([
    ['edb.log', { kind: 'current', base: 'edb' }],
    ['EDB0001A.LOG', { kind: 'archived', base: 'edb', generation: 0x1a }],
    ['edb00123456.jtx', { kind: 'archived', base: 'edb', generation: 0x123456 }],
    ['edbtmp.log', { kind: 'temporary', base: 'edb' }],
    ['edbres00001.jrs', { kind: 'reserve', base: 'edb' }],
    ['res1.log', { kind: 'reserve', base: '' }],
    ['res2.log', { kind: 'reserve', base: '' }],
    ['edb.jtx', { kind: 'current', base: 'edb' }],
    ['edbtmp.jtx', { kind: 'temporary', base: 'edb' }],
    ['E00FFFFF.log', { kind: 'archived', base: 'e00', generation: 0xfffff }],
    ['edb.jsl', { kind: 'shadow', base: 'edb' }],
    ['edb0000001A.jsl', { kind: 'shadow', base: 'edb', generation: 0x1a }],
    ['res3.log', undefined],
    ['edb.jcp', undefined],
    ['ntds.jfm', undefined],
    ['edb.chk', undefined],
    ['edb123.log', undefined],
    ['something.log', undefined],
  ])('%s is understood', (name, expected) => {
    expect(parseLogName(name)).toEqual(expected);
  });
});

describe('a sequence of logs', () => {
  async function sequence(...logs: readonly Buffer[]) {
    const inspected = await Promise.all(logs.map((bytes, index) => inspect(bytes, `log${index}`)));
    return checkLogSequence(inspected);
  }

  it('is whole, in whatever order they come, with unset times and sums in the first', async () => {
    const result = await sequence(
      makeLog({ generation: 3 }),
      makeLog({ generation: 1 }),
      makeLog({ generation: 2 }),
    );
    expect(result).toMatchObject({ ok: true, findings: [] });
    expect(result.logs.map((log) => log.generation)).toEqual([1, 2, 3]);
  });

  it.each([
    ['a generation is missing', makeLog({ generation: 9 }), 'GENERATION_MISSING', -528],
    ['a generation is there twice', makeLog({ generation: 7 }), 'GENERATION_TWICE', -515],
    [
      'the log before was made at another time',
      makeLog({ generation: 8, header: { previousCreateTime: timeOf(1) } }),
      'CREATE_TIME_MISMATCH',
      -515,
    ],
    [
      'it belongs to another stream',
      makeLog({ generation: 8, header: { logSignature: { ...STREAM, random: 1 } } }),
      'SIGNATURE_MISMATCH',
      -530,
    ],
    [
      'the log before had other contents',
      makeLog({ generation: 8, header: { previousSegmentsChecksum: 5n } }),
      'SEGMENTS_CHECKSUM_MISMATCH',
      -590,
    ],
    [
      'the page size changes',
      makeLog({ generation: 8, header: { databasePageSize: 4096 } }),
      'GEOMETRY_MISMATCH',
      undefined,
    ],
  ])('is broken when %s', async (_, second, code, jet) => {
    const result = await sequence(makeLog({ generation: 7 }), second);
    expect(result.ok).toBe(false);
    expect(result.findings.map((finding) => [finding.code, finding.jet])).toEqual([[code, jet]]);
  });

  it('is not broken by a sum that was not recorded, and only warns of an older version', async () => {
    const header = { previousSegmentsChecksum: 0n, updateMajor: 4 };
    const result = await sequence(makeLog({ generation: 7 }), makeLog({ generation: 8, header }));
    expect(result).toMatchObject({
      ok: true,
      findings: [{ code: 'VERSION_BACKWARDS', severity: 'warning' }],
    });
  });

  it('leaves out what is being prepared and the reserve', async () => {
    const names = ['edb00000007.log', 'edbtmp.log', 'edbres00001.jrs'];
    const logs = await Promise.all(names.map((name) => inspect(makeLog({ generation: 7 }), name)));
    expect(checkLogSequence(logs)).toMatchObject({ ok: true, logs: [{ name: { kind: 'archived' } }] });
  });
});

describe('a segment that is sealed', () => {
  it('carries the checksum of its place, and of no other', async () => {
    const segment = encodeLogSegment({ position: { generation: 5, sector: 4, offset: 0 }, startTime: null });
    const copy = Uint8Array.from(segment);
    sealLogSegment(copy, 4);
    expect(copy).toEqual(segment);
    sealLogSegment(copy, 5);
    expect(copy).not.toEqual(segment);
  });
});

describe('a checkpoint', () => {
  const made = () =>
    Buffer.from(
      encodeCheckpoint({ checkpoint: { generation: 5, sector: 1, offset: 40 }, logSignature: STREAM }),
    );

  it('is read from either copy', async () => {
    const path = await folder.write('edb.chk', made());
    const whole = await inspectCheckpoint(path);
    expect(whole).toMatchObject({ primaryGood: true, shadowGood: true, findings: [] });
    expect(whole.checkpoint.checkpoint).toEqual({ generation: 5, sector: 1, offset: 40 });
    await folder.write('edb.chk', flip(made(), 50));
    expect(await inspectCheckpoint(path)).toMatchObject({
      primaryGood: false,
      checkpoint: { logSignature: STREAM },
    });
    await folder.write('edb.chk', made().subarray(0, 4096));
    expect(await inspectCheckpoint(path)).toMatchObject({
      shadowGood: false,
      findings: [{ code: 'SHADOW_BAD' }],
    });
    const later = Buffer.from(encodeCheckpoint({ checkpoint: { generation: 6, sector: 1, offset: 40 } }));
    await folder.write('edb.chk', Buffer.concat([later.subarray(0, 4096), made().subarray(4096)]));
    expect(await inspectCheckpoint(path)).toMatchObject({
      checkpoint: { checkpoint: { generation: 6 } },
      findings: [{ code: 'COPIES_DIFFER', severity: 'note' }],
    });
  });

  it.each([
    ['both copies damaged', flip(flip(made(), 50), 4146), 'HEADER_DAMAGED'],
    ['cut short', made().subarray(0, 3000), 'TRUNCATED'],
    ['a log', makeLog({ generation: 5 }), 'WRONG_FILE_TYPE'],
    ['text', Buffer.alloc(9000, 'no checkpoint '), 'NOT_ESE'],
  ])('is refused: %s', async (_, bytes, code) => {
    await expect(inspectCheckpoint(await folder.write('bad.chk', bytes))).rejects.toMatchObject({ code });
  });

  it('ends in an inspection or an EseError for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 9000 }),
        fc.boolean(),
        async (bytes, reseal) => {
          if (reseal && bytes.length >= 4096) sealHeader(bytes.subarray(0, 4096));
          const path = await folder.write('garbage.chk', bytes);
          const result = await inspectCheckpoint(path).catch((reason: unknown) => reason);
          expect(
            EseError.is(result) || (typeof result === 'object' && result !== null && 'checkpoint' in result),
          ).toBe(true);
        },
      ),
      { numRuns },
    );
  });
});
