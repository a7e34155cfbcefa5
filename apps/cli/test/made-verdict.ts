import type { DatabaseFacts, LogStreamFacts, Manifest, SetVerdict } from '@dsbackup/backup-set';

const digest = { bytes: 1, sha256: '0'.repeat(64) };
const cell = { good: 0, zero: 0, bad: 0, correctable: 0, 'past-owned': 0, missing: 0 };

/** A manifest with something to warn of. */
export const madeManifest: Manifest = {
  format: 'dsbackup-set',
  version: 1,
  id: '2a1c0a04-c31e-4613-90e4-88343eab2ba0',
  name: 'DC01-20261122T172605Z',
  source: { computerName: 'DC01', system: 'Windows Server 2022' },
  backend: 'vss',
  coverage: 'system-state',
  protection: 'none',
  started: '2026-11-22T17:26:05.000Z',
  finished: '2026-11-22T17:26:06.000Z',
  completion: 'undeclared',
  components: [
    { component: 'NTDS', succeeded: true, files: 7, bytes: 1000, skipped: 0 },
    { component: 'Registry', succeeded: false, files: 1, bytes: 10, skipped: 2 },
  ],
  warnings: ['a warning'],
  fileLines: { ...digest, lines: 1 },
  documents: [],
  totals: {
    files: 8,
    directories: 0,
    reparsePoints: 0,
    skipped: 2,
    contentBytes: 1010,
    packs: 0,
    storedBytes: 1010,
  },
};

/** A database that would not come back, with a page of every state. */
export const madeDatabase: DatabaseFacts = {
  path: 'C:\\ntds.dit',
  bytes: 65_536,
  pageSize: 8192,
  format: { version: 1568, updateMajor: 20, updateMinor: 0 },
  state: 'dirty-shutdown',
  restorability: 'not-restorable',
  reasons: [
    { code: 'REQUIRED_LOG_MISSING', severity: 'error', effect: 'prevents', message: 'a reason', jet: -543 },
  ],
  requiredLogs: { first: 5, last: 6 },
  lastCommittedLog: 7,
  lastOwnedPage: 6,
  extent: 'pre-extended',
  pages: { pages: 7, good: 3, zero: 1, bad: 2, badPastOwned: 0, correctable: 1 },
  map: {
    pagesPerCell: 1,
    cells: [
      { ...cell, good: 1 },
      { ...cell, zero: 1 },
      { ...cell, bad: 1 },
      { ...cell, correctable: 1 },
      { ...cell, 'past-owned': 1 },
      { ...cell, missing: 1 },
    ],
  },
  structure: {
    verdict: 'damaged',
    findings: 2,
    tables: [{ name: 'datatable', type: 'ordinary', pages: 5, records: 1234 }],
    tablesOmitted: 1,
    reachedPages: 5,
    freePages: 1,
  },
};

/** Logs with a gap. */
export const madeLogStream: LogStreamFacts = {
  folder: 'C:\\logs',
  logs: [
    {
      path: 'C:\\logs\\edb00005.log',
      generation: 5,
      created: '2026-11-22T17:00:00.000Z',
      body: 'corrupt',
      findings: [{ code: 'BODY_CORRUPT', severity: 'error', message: 'a fault of a log', jet: -501 }],
    },
    { path: 'C:\\logs\\edb.log', generation: 7, created: 'unset', body: 'good', findings: [] },
  ],
  logsOmitted: 0,
  generations: { first: 5, last: 7 },
  isUnbroken: false,
  findings: [{ code: 'GENERATION_MISSING', severity: 'error', message: 'a gap', generation: 7, jet: -528 }],
  checkpoint: { generation: 5, position: '(5,9,0)' },
};

/** A verdict in which everything that a report shows is there. */
export const madeVerdict: SetVerdict = {
  path: 'sets/DC01',
  verdict: 'damaged',
  manifest: madeManifest,
  problems: [{ code: 'SOURCE_DAMAGED', path: 'C:\\ntds.dit', message: 'a problem', jet: -1018 }],
  warnings: [{ path: 'stranger.txt', message: 'a file that nothing names' }],
  notes: [{ path: 'C:\\ntds.dit', message: 'a note' }],
  omitted: 1,
  databases: [madeDatabase],
  logStreams: [madeLogStream],
  files: 8,
  bytes: 1010,
};

/** Words that the program chose from a closed list: no set can put its own there. */
const closed = new Set([
  'verdict',
  'format',
  'coverage',
  'protection',
  'completion',
  'code',
  'state',
  'restorability',
  'severity',
  'effect',
  'extent',
  'body',
  'type',
]);

/** The verdict with `text` in place of every text that a set can choose, each told by its number. */
export function verdictOfTexts(text: (number: number) => string): SetVerdict {
  let number = 0;
  const replaced = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return closed.has(key) ? value : text(number++);
    if (Array.isArray(value)) return value.map((item) => replaced(key, item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(name, item)]));
  };
  return replaced('', madeVerdict) as SetVerdict;
}
