import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeLogHeader } from '@dsbackup/ese';
import type { RestoreFile, RestoreLocations, RestorePlan } from '@dsbackup/session';
import { bytesOf, temporaryFolder } from './hand-made-tree.js';

export const lowestGeneration = 0x10;
export const highestGeneration = 0x12;
const folder = 'C:\\Windows\\NTDS';

/** A log with a real header, and a body that stands for what it holds. */
export function logOf(generation: number, seed = generation): Uint8Array {
  return Buffer.concat([encodeLogHeader({ generation }), bytesOf(4096, seed)]);
}

/** What is on the machine before a restore: another database, and logs of the same generations with other bytes. */
export const oldFiles: Readonly<Record<string, Uint8Array>> = {
  'ntds.dit': bytesOf(50_000, 91),
  'edb.chk': bytesOf(8192, 92),
  'EDB00010.log': logOf(0x10, 93),
  'edb00011.log': logOf(0x11, 94),
  'edb00012.log': logOf(0x12, 97),
  'edb.log': logOf(0x13, 95),
  'edbres00001.jrs': bytesOf(5000, 96),
  'notes of the admin.txt': bytesOf(100, 98),
};

/** A machine's disk with a directory on it. */
export async function oldTree(): Promise<string> {
  const root = await temporaryFolder();
  await mkdir(join(root, 'Windows', 'NTDS'), { recursive: true });
  for (const [name, bytes] of Object.entries(oldFiles)) {
    await writeFile(join(root, 'Windows', 'NTDS', name), bytes);
  }
  return root;
}

/** Every file of the directory's folder and the folders in it, by its path on the machine. */
export async function filesOf(root: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const top = join(root, 'Windows', 'NTDS');
  for (const entry of await readdir(top, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(top.length + 1).replaceAll('/', '\\');
    files.set(`${folder}\\${name}`, await readFile(path));
  }
  return files;
}

/** What the simulated DLL answers as places. */
export const locations: RestoreLocations = {
  databases: [{ name: 'ntds.dit', path: '\\\\DC01\\C$\\Windows\\NTDS\\ntds.dit' }],
  logDirectory: '\\\\DC01\\C$\\Windows\\NTDS',
  checkpointDirectory: '\\\\DC01\\C$\\Windows\\NTDS',
};

const database: RestoreFile = planned('ntds.dit', 'database', 200_001);
const generations = [0x10, 0x11, 0x12];
const logs = generations.map((generation) =>
  planned(`edb000${generation.toString(16)}.log`, 'log', logOf(generation).length),
);

/** A whole restore of a database and three logs, and a folder beside them. */
export const plan: RestorePlan & { readonly files: readonly RestoreFile[] } = {
  databases: [{ backedUpAs: `${folder}\\ntds.dit`, restoreTo: `${folder}\\ntds.dit` }],
  logReplay: {
    checkpointDirectory: folder,
    logDirectory: folder,
    backedUpLogDirectory: folder,
    lowestGeneration,
    highestGeneration,
  },
  files: [database, ...logs, planned('Drop', 'directory', 0)],
};

/** The bytes of a planned file. */
export function contentOf(file: RestoreFile): Uint8Array {
  const index = logs.indexOf(file);
  if (index >= 0) return logOf(generations[index] ?? 0);
  return bytesOf(file.size, 7);
}

function planned(name: string, kind: RestoreFile['kind'], size: number): RestoreFile {
  const path = `${folder}\\${name}`;
  return { path, backedUpAs: path, kind, size };
}
