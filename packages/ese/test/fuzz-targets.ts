import { decodeCatalogRow } from '../src/format/catalog-row.js';
import { decodeExtent } from '../src/format/extent-node.js';
import { decodeSpaceHeader } from '../src/format/space-header.js';
import {
  assessRestorability,
  checkDirectoryTables,
  checkLogSequence,
  checkPage,
  createPageScanner,
  decodeBackupTrailer,
  decodeCheckpoint,
  decodeDatabaseHeader,
  decodeLogHeader,
  decodeLogSegment,
  decodeLogTime,
  decodePageHeader,
  encodeCheckpoint,
  formatLogTime,
  identifyFile,
  inspectCheckpoint,
  inspectDatabase,
  inspectLog,
  parseLogName,
  readPageNodes,
  scanDatabase,
  sealHeader,
  sealLogSegment,
  sealPage,
  walkDatabase,
} from '../src/index.js';
import { makeBackup } from './made-backup.js';
import { catalogNode } from './made-catalog-row.js';
import { extent } from './made-database.js';
import { makeLegacyLog, makeLog, timeOf } from './made-log.js';
import { makeStructure, sealStructure, spaceHeader } from './made-structure.js';
import { memoryFile } from './memory-file.js';

/** A parser to be fuzzed. */
export interface FuzzTarget {
  readonly name: string;
  /** Of a million inputs, how many it gets. */
  readonly inputs: number;
  /** Good inputs, from which bad ones are made. */
  readonly seeds: readonly Uint8Array[];
  /** Makes the checksums of half of the inputs right again, or nothing behind them would ever be reached. */
  readonly reseal?: (bytes: Buffer) => void;
  readonly run: (bytes: Buffer) => unknown;
}

const PAGE_SIZES = [2048, 4096, 8192, 16384, 32768] as const;
const small = sealStructure(makeStructure(), { pageSize: 2048 });
const large = sealStructure(makeStructure(), { pageSize: 16384 });
const dirty = makeBackup('dirty').database;
const logs = [makeLog({ generation: 5 }), makeLog({ generation: 1, segments: 9 })];
const headers = [small.subarray(0, 2048), dirty.subarray(0, 4096), logs[0]?.subarray(0, 4096) ?? small];
const checkpoint = encodeCheckpoint({ checkpoint: { generation: 5, sector: 1, offset: 9 } });

const pages = PAGE_SIZES.flatMap((pageSize) => {
  const file = sealStructure(makeStructure(), { pageSize });
  return [2, 4, 24, 28, 31].map((pgno) => file.subarray((pgno + 1) * pageSize, (pgno + 2) * pageSize));
});

function resealDatabase(bytes: Buffer): void {
  const claimed = bytes.length >= 240 ? bytes.readUInt32LE(236) : 0;
  const pageSize = PAGE_SIZES.find((size) => size === claimed) ?? 2048;
  for (let pgno = -1; (pgno + 2) * pageSize <= bytes.length; pgno++) {
    const page = bytes.subarray((pgno + 1) * pageSize, (pgno + 2) * pageSize);
    if (pgno <= 0) sealHeader(page);
    else if (page.some((byte) => byte !== 0)) sealPage(page, pgno);
  }
}

function resealLog(bytes: Buffer): void {
  for (let sector = 0; (sector + 1) * 4096 <= bytes.length; sector++) {
    const segment = bytes.subarray(sector * 4096, (sector + 1) * 4096);
    if (sector === 0) sealHeader(segment);
    else if (segment.some((byte) => byte !== 0)) sealLogSegment(segment, sector);
  }
}

function resealCheckpoint(bytes: Buffer): void {
  for (const start of [0, 4096])
    if (start + 4096 <= bytes.length) sealHeader(bytes.subarray(start, start + 4096));
}

/** Every parser of the package. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  { name: 'the header of a database', inputs: 60_000, seeds: headers, run: decodeDatabaseHeader },
  { name: 'the header of a log', inputs: 60_000, seeds: headers, run: decodeLogHeader },
  { name: 'one copy of a checkpoint', inputs: 50_000, seeds: [checkpoint], run: decodeCheckpoint },
  {
    name: 'the smaller structures',
    inputs: 120_000,
    seeds: headers,
    run: (bytes) =>
      [decodeBackupTrailer, decodeLogSegment, decodePageHeader, decodeLogTime].map((decode) => decode(bytes)),
  },
  {
    name: 'the rows and nodes of trees',
    inputs: 220_000,
    seeds: [
      catalogNode({ table: 8, type: 1, id: 8, rootPage: 24, flags: 0, name: 'datatable' }).data,
      extent(9, 2).key,
      spaceHeader(9, 1, 2),
      Buffer.concat([Buffer.from([3]), spaceHeader(9, 1, 2), Buffer.alloc(8)]),
    ],
    run: (bytes) => [
      decodeCatalogRow(bytes),
      decodeSpaceHeader(bytes),
      decodeExtent({ flags: 0, key: bytes.subarray(0, 5), data: bytes.subarray(5, 9) }),
      decodeExtent({ flags: 0, key: bytes.subarray(0, 4), data: bytes.subarray(4) }),
    ],
  },
  {
    name: 'a page and its nodes',
    inputs: 150_000,
    seeds: pages,
    run: (bytes) => [checkPage(bytes, bytes.length), readPageNodes(bytes)],
  },
  {
    name: 'a name',
    inputs: 60_000,
    seeds: ['edb.log', 'edb0001A.jtx', 'edbres00001.jrs', 'res1.log'].map((name) => Buffer.from(name)),
    run: (bytes) => parseLogName(bytes.toString('latin1')),
  },
  {
    name: 'a file of any kind',
    inputs: 50_000,
    seeds: [small.subarray(0, 9000), ...logs, checkpoint],
    run: (bytes) => identifyFile(memoryFile(bytes)),
  },
  {
    name: 'a database, by its header and extents',
    inputs: 50_000,
    seeds: [small, dirty],
    reseal: resealDatabase,
    run: (bytes) => inspectDatabase(memoryFile(bytes)),
  },
  {
    name: 'a database, page by page',
    inputs: 20_000,
    seeds: [small, dirty],
    reseal: resealDatabase,
    run: (bytes) => scanDatabase(memoryFile(bytes)),
  },
  {
    name: 'a database, tree by tree',
    inputs: 80_000,
    seeds: [small, small, dirty, large],
    reseal: resealDatabase,
    run: async (bytes) => checkDirectoryTables(await walkDatabase(memoryFile(bytes))),
  },
  {
    name: 'what a scanner is fed',
    inputs: 10_000,
    seeds: [small],
    run: (bytes) => {
      const scanner = createPageScanner({
        pageSize: 2048,
        lastOwnedPage: 40,
        newestDbtime: 100n,
        mapCells: 8,
      });
      scanner.push(bytes.subarray(0, 3000));
      scanner.push(bytes.subarray(3000));
      return scanner.finish();
    },
  },
  {
    name: 'a log since Windows 8',
    inputs: 30_000,
    seeds: logs,
    reseal: resealLog,
    run: (bytes) => inspectLog(memoryFile(bytes)),
  },
  {
    name: 'a log from before Windows 8',
    inputs: 20_000,
    seeds: [makeLegacyLog(5)],
    reseal: (bytes) => bytes.length >= 4096 && sealHeader(bytes.subarray(0, 4096)),
    run: (bytes) => inspectLog(memoryFile(bytes)),
  },
  {
    name: 'a checkpoint',
    inputs: 10_000,
    seeds: [checkpoint],
    reseal: resealCheckpoint,
    run: (bytes) => inspectCheckpoint(memoryFile(bytes)),
  },
  {
    name: 'a backup with the headers of a database and a log that contradict each other',
    inputs: 10_000,
    seeds: [Buffer.concat([dirty.subarray(0, 8192), logs[0] ?? small])],
    reseal: (bytes) => {
      resealDatabase(bytes.subarray(0, 8192));
      resealLog(bytes.subarray(8192));
    },
    run: async (bytes) => {
      const database = await inspectDatabase(
        memoryFile(Buffer.concat([bytes.subarray(0, 8192), dirty.subarray(8192)])),
      );
      const log = await inspectLog(memoryFile(bytes.subarray(8192)));
      const times = [database.header.generationMaxCreateTime, timeOf(1)].map(formatLogTime);
      return [checkLogSequence([log, log]), assessRestorability({ database, logs: [log] }), times];
    },
  },
];
