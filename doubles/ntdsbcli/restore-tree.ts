import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FilePlan } from '@dsbackup/contract';
import type { RestoreFile, RestoreLocations } from '@dsbackup/session';
import { SERVER } from './ntdsbcli-tree.js';

/** A folder that stands for drive C of an offline domain controller, and the backup that is to be restored there. */
export interface RestoreTree {
  readonly root: string;
  readonly locations: RestoreLocations;
  readonly plan: FilePlan;
  contentOf(file: RestoreFile): Uint8Array;
  /** Where a path of drive C lies here. */
  localPath(path: string): string;
  /** Every file in the folder of the directory, by its path in the plan's spelling. */
  destination(): Promise<ReadonlyMap<string, Uint8Array>>;
  dispose(): Promise<void>;
}

const folder = `\\\\${SERVER}\\C$\\Windows\\NTDS`;

const contents = new Map<string, Uint8Array>([
  ['ntds.dit', bytesOf(200_001)],
  ['edb00004.log', logOf(4, 30_000)],
  ['edb.log', logOf(5, 24_576)],
]);

/** An older directory, and something in its folder that is none of its own. */
const before = new Map<string, Uint8Array>([
  ['ntds.dit', bytesOf(70_000)],
  ['edb.log', logOf(9, 20_000)],
  ['edb.chk', bytesOf(8192)],
  ['notes.txt', Buffer.from('not of the engine')],
]);

/** Makes it below the system's folder for temporary files, under a name that only UTF-16 can carry. */
export async function makeRestoreTree(): Promise<RestoreTree> {
  const made = await mkdtemp(join(tmpdir(), 'dsbackup-restore-'));
  const root = join(made, 'ünïcödé 😀');
  const ntds = join(root, 'Windows', 'NTDS');
  await mkdir(ntds, { recursive: true });
  for (const [name, bytes] of before) await writeFile(join(ntds, name), bytes);
  return {
    root,
    locations: {
      databases: [{ name: 'ntds.dit', path: `${folder}\\ntds.dit` }],
      logDirectory: folder,
      checkpointDirectory: folder,
    },
    plan,
    contentOf: ({ path }) => contents.get(path.slice(folder.length + 1)) ?? new Uint8Array(0),
    localPath: (path) => join(root, ...path.slice('C:'.length).split('\\')),
    destination: () => readFolder(ntds),
    dispose: () => rm(made, { recursive: true, force: true }),
  };
}

const plan: FilePlan = {
  databases: [{ backedUpAs: 'C:\\NTDS\\ntds.dit', restoreTo: `${folder}\\ntds.dit` }],
  logReplay: {
    checkpointDirectory: folder,
    logDirectory: folder,
    backedUpLogDirectory: folder,
    lowestGeneration: 4,
    highestGeneration: 5,
  },
  files: [...contents].map(([name, bytes]) => ({
    path: `${folder}\\${name}`,
    backedUpAs: `C:\\NTDS\\${name}`,
    kind: name.endsWith('.log') ? 'log' : 'database',
    size: bytes.length,
  })),
};

async function readFolder(ntds: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = await readdir(ntds, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }): Promise<[string, Uint8Array]> => {
        const path = join(parentPath, name);
        const below = path.slice(ntds.length).replaceAll('/', '\\');
        return [`${folder}${below}`, await readFile(path)];
      }),
    ),
  );
}

/** A log whose header says its generation; the rest is anything. */
function logOf(generation: number, size: number): Uint8Array {
  const bytes = bytesOf(size);
  new DataView(bytes.buffer).setInt32(4, generation, true);
  return bytes;
}

function bytesOf(size: number): Uint8Array {
  let state = (size * 2654435761) >>> 0 || 1;
  return new Uint8Array(size).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}
