import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerVerifies } from '../checksum/seal-header.js';
import { type AttachedDatabase, attachedDatabases } from './attached-databases.js';
import { checkpointFields, decodeCheckpoint, encodeCheckpoint } from './checkpoint.js';
import {
  DATABASE_HEADER_SIZE,
  databaseHeaderFields,
  decodeDatabaseHeader,
  encodeDatabaseHeader,
} from './database-header.js';
import { decodeFields, encodeFields, type FieldTable, tableSize } from './field-table.js';
import { decodeLogHeader, encodeLogHeader, logHeaderFields } from './log-header.js';
import { logSegmentFields } from './log-segment.js';
import { decodeLogTime, encodeLogTime, logTimeFromDate } from './log-time.js';
import { pageHeaderFields } from './page-header.js';
import { NodeFlag, readPageNodes, writePageNodes } from './page-nodes.js';

const numRuns = process.env.DSBACKUP_FULL === '1' ? 20_000 : 300;
const TABLES: readonly [string, FieldTable][] = [
  ['database header', databaseHeaderFields],
  ['log header', withoutAttached(logHeaderFields)],
  ['log segment', logSegmentFields],
  ['checkpoint', withoutAttached(checkpointFields)],
  ['page header', pageHeaderFields],
];

/** Random bytes are no list of attached databases; that one has a test of its own. */
function withoutAttached<T extends FieldTable>({
  attached: _,
  ...table
}: T & { attached: unknown }): FieldTable {
  return table;
}

describe.each(TABLES)('the table of a %s', (_, table) => {
  it('has no two fields that overlap', () => {
    const places = Object.values(table).map(({ offset, codec }) => [offset, offset + codec.size] as const);
    const sorted = [...places].sort((a, b) => a[0] - b[0]);
    const overlaps = sorted.filter(([start], index) => start < (sorted[index - 1]?.[1] ?? 0));
    expect(overlaps).toEqual([]);
  });

  it('reads back what it writes, for whatever stands in the bytes', () => {
    const size = tableSize(table);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: size, maxLength: size }), (bytes) => {
        const fields = decodeFields(table, bytes);
        const copy = new Uint8Array(size);
        encodeFields(table, fields, copy);
        expect(decodeFields(table, copy)).toEqual(fields);
      }),
      { numRuns },
    );
  });

  it('refuses bytes that are too few', () => {
    const size = tableSize(table);
    expect(() => decodeFields(table, new Uint8Array(size - 1))).toThrow(
      expect.objectContaining({ code: 'TRUNCATED' }),
    );
  });
});

describe('the header of a database', () => {
  it('ends at byte 748, as the reference asserts', () => {
    expect(tableSize(databaseHeaderFields)).toBe(DATABASE_HEADER_SIZE);
  });

  it.each([2048, 4096, 8192, 16384, 32768])('is sealed over a whole page of %i bytes', (pageSize) => {
    const page = encodeDatabaseHeader({ state: 3, dbtime: 77n, generationMaxCommitted: 5 }, pageSize);
    expect(page.byteLength).toBe(pageSize);
    expect(headerVerifies(page)).toBe(true);
    expect(decodeDatabaseHeader(page)).toMatchObject({
      pageSize,
      state: 3,
      dbtime: 77n,
      version: 0x620,
      fileType: 1,
    });
  });

  it('refuses values that do not fit', () => {
    const refused = expect.objectContaining({ code: 'BAD_ARGUMENT' });
    expect(() => encodeDatabaseHeader({ state: -1 }, 4096)).toThrow(refused);
    expect(() => encodeDatabaseHeader({ state: 1.5 }, 4096)).toThrow(refused);
    expect(() => encodeDatabaseHeader({ dbtime: 1n << 64n }, 4096)).toThrow(refused);
    expect(() => encodeDatabaseHeader({}, 4097)).toThrow(refused);
  });
});

const attachedDatabase: fc.Arbitrary<AttachedDatabase> = fc.record({
  databaseId: fc.integer({ min: 1, max: 255 }),
  flags: fc.constant(0x20),
  dbtime: fc.bigInt({ min: 0n, max: 0xffffffffffffffffn }),
  lastObjectId: fc.nat(),
  maxPages: fc.nat(),
  attachPosition: fc.record({ generation: fc.nat(), sector: fc.nat(0xffff), offset: fc.nat(0xffff) }),
  consistentPosition: fc.record({ generation: fc.nat(), sector: fc.nat(0xffff), offset: fc.nat(0xffff) }),
  databaseSignature: fc.record({ random: fc.nat(), created: fc.constant(null), computer: fc.constant('') }),
  names: fc.array(
    fc.string({ unit: 'binary', maxLength: 40 }).filter((name) => !name.includes('\0')),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
});

describe('the headers of logs and checkpoints', () => {
  it('carry their list of attached databases there and back', () => {
    fc.assert(
      fc.property(fc.array(attachedDatabase, { maxLength: 3 }), (attached) => {
        expect(decodeLogHeader(encodeLogHeader({ attached })).attached).toEqual(attached);
        const file = encodeCheckpoint({ attached });
        expect(decodeCheckpoint(file.subarray(0, 4096)).attached).toEqual(attached);
        expect(Buffer.from(file.subarray(4096)).equals(file.subarray(0, 4096))).toBe(true);
      }),
      { numRuns: Math.min(numRuns, 5000) },
    );
  });

  it('take any bytes for such a list without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2048, maxLength: 2048 }), (bytes) => {
        expect(attachedDatabases.read(new DataView(bytes.buffer), 0).length).toBeLessThanOrEqual(32);
      }),
      { numRuns },
    );
  });
});

describe('a time', () => {
  it('is read from the bytes of a real file', () => {
    const time = decodeLogTime(Uint8Array.of(0x0a, 0x30, 0x15, 0x01, 0x08, 0x78, 0x1b, 0x08));
    const expected = {
      year: 2020,
      month: 8,
      day: 1,
      hour: 21,
      minute: 48,
      second: 10,
      millisecond: 525,
      utc: true,
    };
    expect(time).toEqual(expected);
  });

  it('keeps every bit, so that equal times are equal bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        expect(encodeLogTime(decodeLogTime(bytes))).toEqual(bytes);
      }),
      { numRuns },
    );
  });

  it('comes from a date and refuses one that it cannot hold', () => {
    const bytes = encodeLogTime(logTimeFromDate(new Date('2026-11-22T12:34:56.789Z')));
    expect(decodeLogTime(bytes)).toMatchObject({
      year: 2026,
      month: 11,
      day: 22,
      millisecond: 789,
      utc: true,
    });
    const late = logTimeFromDate(new Date('2200-01-01T00:00:00Z'));
    expect(() => encodeLogTime(late)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  });
});

describe('the nodes of a page', () => {
  const node = fc.record({
    flags: fc.constantFrom(0, NodeFlag.Version, NodeFlag.Deleted),
    key: fc.uint8Array({ maxLength: 20 }),
    data: fc.uint8Array({ maxLength: 40 }),
  });

  it.each([4096, 8192, 16384, 32768])('of %i bytes come back as they were written', (pageSize) => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 30 }), fc.uint8Array({ maxLength: 30 }), (nodes, external) => {
        const page = new Uint8Array(pageSize);
        writePageNodes(page, { external, nodes });
        expect(readPageNodes(page)).toEqual({ external, nodes });
      }),
      { numRuns: Math.min(numRuns, 2000) },
    );
  });

  it('are refused when the page is garbage, and never lead out of it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4096, maxLength: 4096 }), (page) => {
        try {
          readPageNodes(page);
        } catch (error) {
          expect(error).toMatchObject({ code: 'PAGE_DAMAGED' });
        }
      }),
      { numRuns },
    );
  });
});
