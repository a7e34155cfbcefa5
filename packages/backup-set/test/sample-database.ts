import {
  encodeDatabaseHeader,
  encodeLogHeader,
  encodeLogSegment,
  encodePageHeader,
  type LogTime,
  PageFlag,
  sealPage,
  writePageNodes,
} from '@dsbackup/ese';
import type { MemoryFile } from './memory-driver.js';

const pageSize = 8192;
const pages = 6;
const cleanShutdown = 3;
const always = PageFlag.SpaceTree | PageFlag.NewChecksumFormat | PageFlag.NewRecordFormat;

/** A small database that was shut down cleanly, with the tree of what it owns on page 2 and right checksums. */
export function makeDatabase(): Buffer {
  const header = encodeDatabaseHeader({ state: cleanShutdown }, pageSize);
  const body = Array.from({ length: pages }, (_, index) => sealedPage(index + 1));
  return Buffer.concat([header, header, ...body]);
}

function sealedPage(pgno: number): Uint8Array {
  const page = new Uint8Array(pageSize);
  const isTree = pgno === 2;
  const flags = isTree ? always | PageFlag.Root | PageFlag.Leaf : always;
  encodePageHeader({ objectId: 1, flags }, page);
  if (isTree) {
    const [key, data] = [Buffer.alloc(4), Buffer.alloc(4)];
    key.writeUInt32BE(pages);
    data.writeUInt32LE(pages);
    writePageNodes(page, { external: new Uint8Array(16), nodes: [{ flags: 0, key, data }] });
  } else {
    page.fill(pgno, 100, 200);
  }
  sealPage(page, pgno);
  return page;
}

const begun: LogTime = {
  year: 2026,
  month: 11,
  day: 22,
  hour: 10,
  minute: 1,
  second: 5,
  millisecond: 250,
  utc: true,
};

/** The first log of a stream: a header, one segment with data, and room for four. */
export function makeLog(): Buffer {
  const header = encodeLogHeader({
    generation: 1,
    fileSectors: 6,
    databasePageSize: pageSize,
    createTime: begun,
    previousCreateTime: null,
    logSignature: { random: 4711, created: begun, computer: '' },
    updateMajor: 5,
    previousSegmentsChecksum: 0n,
  });
  const position = { generation: 1, sector: 1, offset: 0 };
  const segment = encodeLogSegment({ position, startTime: begun, data: new Uint8Array(3000).fill(7) });
  return Buffer.concat([header, segment, Buffer.alloc(4 * 4096)]);
}

/** A database as a session lists it. */
export const sampleDatabase: MemoryFile = {
  path: 'C:\\Windows\\NTDS\\ntds.dit',
  list: 'databases',
  kind: 'database',
  component: 'NTDS',
  bytes: makeDatabase(),
};

/** A log as a session lists it. */
export const sampleLog: MemoryFile = {
  path: 'C:\\Windows\\NTDS\\edb00001.log',
  list: 'logs',
  kind: 'log',
  component: 'NTDS',
  bytes: makeLog(),
};
