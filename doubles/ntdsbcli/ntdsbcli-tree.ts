import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExpectedFile } from '@dsbackup/contract';

/** The server that the double is; any name without an underscore would do. */
export const SERVER = 'DC01';

/** A folder tree for the double to serve, with what a session must find in it. */
export interface NtdsbcliTree {
  readonly root: string;
  readonly expected: readonly ExpectedFile[];
  dispose(): Promise<void>;
}

/** Odd sizes on purpose: chunking goes wrong at the last bytes. */
const files = [
  { name: 'ntds.dit', list: 'databases', size: 1024 * 1024 * 2 + 8192 + 17 },
  { name: 'edb.log', list: 'logs', size: 24576 },
  { name: 'edb00001.log', list: 'logs', size: 0 },
  { name: 'edb00002.log', list: 'logs', size: 100_001 },
] as const;

/** Writes the tree below the system's folder for temporary files, under a name that only UTF-16 can carry. */
export async function makeNtdsbcliTree(): Promise<NtdsbcliTree> {
  const made = await mkdtemp(join(tmpdir(), 'dsbackup-ntdsbcli-'));
  const root = join(made, 'ünïcödé 😀');
  const folder = join(root, 'Windows', 'NTDS');
  await mkdir(folder, { recursive: true });
  const expected: ExpectedFile[] = [];
  for (const { name, list, size } of files) {
    const bytes = contents.get(name) ?? deterministicBytes(size);
    contents.set(name, bytes);
    await writeFile(join(folder, name), bytes);
    expected.push({ path: `\\\\${SERVER}\\C$\\Windows\\NTDS\\${name}`, list, bytes });
  }
  return { root, expected, dispose: () => rm(made, { recursive: true, force: true }) };
}

/** Every test wants the same bytes, and making them takes longer than backing them up. */
const contents = new Map<string, Uint8Array>();

function deterministicBytes(size: number): Uint8Array {
  let state = (size * 2654435761) >>> 0 || 1;
  return new Uint8Array(size).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}
