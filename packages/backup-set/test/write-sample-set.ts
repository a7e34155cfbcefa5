import { encodeCheckpoint } from '@dsbackup/ese';
import { startBackupSession } from '@dsbackup/session';
import { type WriteSetOptions, type WrittenBackupSet, writeBackupSet } from '../src/index.js';
import { type MemoryDriverOptions, type MemoryFile, memoryDriver } from './memory-driver.js';
import { sampleDatabase, sampleLog } from './sample-database.js';

export const writeOptions: WriteSetOptions = {
  plaintext: true,
  source: { computerName: 'DC01', system: 'Windows Server 2022 (10.0.20348)' },
  now: () => new Date('2026-11-22T15:45:00.250Z'),
};

/** Bytes that differ from place to place and are the same in every run. */
export function someBytes(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

export const sampleCheckpoint = encodeCheckpoint({});

/** A little of everything that a session can list. */
export const sampleFiles: readonly MemoryFile[] = [
  {
    path: 'C:\\Windows\\NTDS\\edb.chk',
    list: 'databases',
    kind: 'checkpoint',
    component: 'NTDS',
    bytes: sampleCheckpoint,
    attachmentType: 0x80000004,
  },
  sampleDatabase,
  sampleLog,
  { path: 'C:\\Windows\\SYSVOL', kind: 'directory', modified: '2026-01-02T03:04:05.000Z', attributes: 16 },
  { path: 'C:\\Windows\\SYSVOL\\empty', kind: 'directory' },
  {
    path: 'C:\\Windows\\SYSVOL\\sysvol\\corp.example',
    kind: 'reparse-point',
    reparseTarget: 'C:\\Windows\\SYSVOL\\domain',
    attributes: 0x410,
  },
  {
    path: 'C:\\Windows\\SYSVOL\\domain\\Größe 100%.txt',
    bytes: someBytes(300, 4),
    modified: '2026-02-03T04:05:06.789Z',
    securityDescriptor: 'O:BAG:SYD:(A;;FA;;;BA)',
  },
  {
    path: 'C:\\Windows\\SYSVOL\\domain\\nothing.txt',
    bytes: new Uint8Array(0),
    securityDescriptor: 'O:BAG:SYD:(A;;FA;;;BA)',
  },
  { path: 'C:\\Windows\\System32\\config\\SYSTEM', component: 'Registry', bytes: someBytes(1_500_000, 5) },
  { path: '\\\\DC01\\C$\\share.bin', bytes: someBytes(5000, 6) },
];

/**
 * Writes a set of `files` (a little of everything if not given) into `target`, through the real session. A small
 * database is put before them if they have none, since there is no set without one.
 */
export async function writeSampleSet(
  target: string,
  driverOptions: Partial<MemoryDriverOptions> = {},
  options: Partial<WriteSetOptions> = {},
): Promise<WrittenBackupSet> {
  const files = [...(driverOptions.files ?? sampleFiles)];
  const hasDatabase = files.some((file) => file.kind === 'database');
  const driver = memoryDriver({
    documents: [{ name: 'backup-components.xml', bytes: Buffer.from('<draft/>') }],
    ...driverOptions,
    files: hasDatabase ? files : [sampleDatabase, ...files],
  });
  await using session = await startBackupSession(driver);
  return await writeBackupSet(session, target, { ...writeOptions, ...options });
}
