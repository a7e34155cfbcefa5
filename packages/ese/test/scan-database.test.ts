import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createPageScanner,
  decodeBackupTrailer,
  encodeDatabaseHeader,
  encodePageHeader,
  type ScanFinding,
  scanDatabase,
  sealHeader,
  sealPage,
} from '../src/index.js';
import { extent, makeDatabase } from './made-database.js';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.js';

const numRuns = process.env.DSBACKUP_FULL === '1' ? 2_000 : 60;
const PAGE = 4096;
let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

async function scan(bytes: Uint8Array, options = {}) {
  return scanDatabase(await folder.write('database.edb', bytes), options);
}

function flip(bytes: Buffer, offset: number, mask = 1): Buffer {
  bytes[offset] = (bytes[offset] ?? 0) ^ mask;
  return bytes;
}

describe('a scan', () => {
  it('counts good and empty pages, and is content', async () => {
    const database = makeDatabase({ pageSize: PAGE, pages: 300 });
    database.fill(0, (50 + 1) * PAGE, (60 + 1) * PAGE);
    expect(await scan(database)).toMatchObject({
      pages: 300,
      good: 290,
      zero: 10,
      bad: 0,
      ok: true,
      headerGood: true,
      shadowGood: true,
      bytes: database.length,
      findings: [],
    });
  });

  it('names a bad page, its place and whether ESE would repair it', async () => {
    const database = makeDatabase({ pageSize: PAGE, pages: 9 });
    flip(database, 6 * PAGE + 200, 0x10);
    flip(database, 8 * PAGE + 200, 0x11);
    const result = await scan(database);
    expect(result).toMatchObject({ good: 7, bad: 2, correctable: 1, badPastOwned: 0, ok: false });
    expect(result.findings).toMatchObject([
      {
        code: 'BAD_CHECKSUM',
        pgno: 5,
        offset: 6 * PAGE,
        jet: -1018,
        check: { correctableBits: [200 * 8 + 4] },
      },
      { code: 'BAD_CHECKSUM', pgno: 7, offset: 8 * PAGE },
    ]);
    expect(result.findings[1]?.check).not.toHaveProperty('correctableBits');
  });

  it('names the page that was written to the wrong place', async () => {
    const database = makeDatabase({ pageSize: PAGE, pages: 9 });
    database.copyWithin(8 * PAGE, 6 * PAGE, 7 * PAGE);
    expect((await scan(database)).findings).toMatchObject([{ pgno: 7, check: { misplacedFrom: 5 } }]);
  });

  it('takes a bad page after the owned extents for a note', async () => {
    const tree = { 2: { flags: 3, nodes: [extent(6, 6)] } };
    const database = flip(makeDatabase({ pageSize: PAGE, pages: 9, tree }), 9 * PAGE + 200);
    const result = await scan(database);
    expect(result).toMatchObject({ bad: 1, badPastOwned: 1, correctable: 0, ok: true });
    expect(result.findings).toMatchObject([{ code: 'BAD_CHECKSUM_PAST_OWNED', severity: 'note', pgno: 8 }]);
  });

  it('tells a truncated file and an odd tail', async () => {
    const database = makeDatabase({ pageSize: PAGE, pages: 9 });
    const result = await scan(database.subarray(0, 8 * PAGE + 10));
    expect(result).toMatchObject({ pages: 6, truncated: true, oddTailBytes: 10, ok: false });
    expect(result.findings.map((finding) => finding.code)).toEqual(['TRUNCATED', 'ODD_TAIL']);
  });

  it('knows the trailer of a streaming backup, at the end and nowhere else', async () => {
    const trailer = Buffer.alloc(PAGE);
    trailer.fill(7, 40, 120);
    trailer.writeInt32LE(26, 120);
    trailer.writeInt32LE(27, 124);
    sealHeader(trailer);
    const database = makeDatabase({ pageSize: PAGE, pages: 4 });
    const atEnd = await scan(Buffer.concat([database, trailer]));
    expect(atEnd).toMatchObject({ pages: 5, good: 4, bad: 0, trailer: true, ok: true });
    expect(atEnd.findings).toMatchObject([{ code: 'TRAILER_PAGE', severity: 'note', pgno: 5 }]);
    expect(atEnd.backupTrailer).toMatchObject({ generationMinRequired: 26, generationMaxRequired: 27 });
    expect(atEnd.backupTrailer).toEqual(decodeBackupTrailer(trailer));
    trailer.copy(database, 4 * PAGE);
    expect(await scan(database)).toMatchObject({ good: 3, bad: 1, trailer: false, ok: false });
  });

  it('notes the pages of a clean database that are newer than its header, and of no other', async () => {
    const header = { dbtime: 2n ** 33n + 7n };
    const database = makeDatabase({ pageSize: PAGE, pages: 9, header });
    for (const [pgno, dbtime] of [
      [4, 2n ** 33n + 7n],
      [5, 2n ** 33n + 8n],
      [6, 2n ** 34n],
      [7, 2n ** 32n - 1n],
    ] as const) {
      const page = database.subarray((pgno + 1) * PAGE, (pgno + 2) * PAGE);
      encodePageHeader({ dbtime }, page);
      sealPage(page, pgno);
    }
    const result = await scan(database);
    expect(result).toMatchObject({ ok: true, good: 9 });
    expect(result.findings).toMatchObject([
      { code: 'DBTIME_AFTER_HEADER', severity: 'note', pgno: 5, offset: 6 * PAGE },
    ]);
    expect(result.findings[0]?.message).toMatch(/^2 pages, from page 5 on/);
    const dirty = encodeDatabaseHeader({ ...header, state: 2 }, PAGE);
    expect((await scan(Buffer.concat([dirty, dirty, database.subarray(2 * PAGE)]))).findings).toEqual([]);
  });

  it('tells each damaged header, and goes on', async () => {
    const database = flip(makeDatabase({ pageSize: PAGE, pages: 4 }), PAGE + 700);
    expect(await scan(database)).toMatchObject({ headerGood: true, shadowGood: false, ok: true, good: 4 });
    const scanner = createPageScanner({ pageSize: PAGE });
    scanner.push(flip(database, 600));
    expect(scanner.finish()).toMatchObject({ headerGood: false, shadowGood: false, ok: false, good: 4 });
  });

  it('counts all findings, tells all, and keeps the first thousand', async () => {
    const database = makeDatabase({ pageSize: 2048, pages: 1100 });
    for (let pgno = 4; pgno <= 1100; pgno++) flip(database, (pgno + 1) * 2048 + 300);
    const told: ScanFinding[] = [];
    const result = await scan(database, { onFinding: (finding: ScanFinding) => told.push(finding) });
    expect(result).toMatchObject({ bad: 1097, findingsOmitted: 97 });
    expect(result.findings).toHaveLength(1000);
    expect(told).toHaveLength(1097);
  });

  it('refuses a temporary database', async () => {
    const database = makeDatabase({ pageSize: PAGE, pages: 4, header: { fileType: 5 } });
    await expect(scan(database)).rejects.toMatchObject({ code: 'WRONG_FILE_TYPE' });
  });

  it('tells progress up to the end, and stops on abort with the reason as it is', async () => {
    const database = makeDatabase({ pageSize: 8192, pages: 600 });
    const seen: number[] = [];
    await scan(database, { onProgress: ({ bytes }: { bytes: number }) => seen.push(bytes) });
    expect(seen.at(-1)).toBe(database.length);
    expect(seen.length).toBeGreaterThan(3);
    const reason = { stop: true };
    const controller = new AbortController();
    const onProgress = () => controller.abort(reason);
    await expect(scan(database, { onProgress, signal: controller.signal })).rejects.toBe(reason);
    await expect(scan(database, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('a scanner that is fed', () => {
  it('gives the same result for bytes in its own buffers', () => {
    const database = flip(makeDatabase({ pageSize: 8192, pages: 200 }), 120 * 8192 + 99);
    database.fill(0, 150 * 8192, 170 * 8192);
    const fed = createPageScanner({ pageSize: 8192 });
    fed.push(database);
    const scanner = createPageScanner({ pageSize: 8192, buffers: { count: 2, size: 300_000 } });
    expect(scanner.buffers).toHaveLength(2);
    let next = 0;
    for (let place = 0; place < database.length; place += 300_000) {
      const bytes = database.subarray(place, place + 300_000);
      const buffer = scanner.buffers[next++ % 2]?.subarray(0, bytes.length) ?? bytes;
      buffer.set(bytes);
      scanner.push(buffer);
    }
    expect(scanner.finish()).toEqual(fed.finish());
  });

  it('gives the same result for every cut of the file, at every alignment', () => {
    const database = flip(makeDatabase({ pageSize: 2048, pages: 20 }), 12 * 2048 + 99);
    const whole = createPageScanner({ pageSize: 2048, lastOwnedPage: 25 });
    whole.push(database);
    const expected = whole.finish();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 40 }),
        fc.nat(3),
        (sizes, shift) => {
          const moved = new Uint8Array(database.length + shift).subarray(shift);
          moved.set(database);
          const scanner = createPageScanner({ pageSize: 2048, lastOwnedPage: 25 });
          let place = 0;
          for (const size of [...sizes, moved.length]) {
            scanner.push(moved.subarray(place, place + size));
            place = Math.min(moved.length, place + size);
          }
          expect(scanner.finish()).toEqual(expected);
        },
      ),
      { numRuns },
    );
  });

  it('never fails on garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
        const scanner = createPageScanner({ pageSize: 2048 });
        scanner.push(bytes);
        const { pages, good, zero, bad, trailer } = scanner.finish();
        expect(good + zero + bad + Number(trailer)).toBe(pages);
      }),
      { numRuns },
    );
  });

  it('refuses a page size that ESE never had', () => {
    expect(() => createPageScanner({ pageSize: 1000 })).toThrow(
      expect.objectContaining({ code: 'BAD_ARGUMENT' }),
    );
  });
});
