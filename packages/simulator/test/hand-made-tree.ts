import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Deterministic bytes. */
export function bytesOf(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let x = seed;
  for (let index = 0; index < length; index++) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    bytes[index] = x >>> 24;
  }
  return bytes;
}

/** An empty folder that goes away with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dsbackup-simulator-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const databaseBytes = bytesOf(300_000);

/** A small tree made by hand, without a marker: a database of no real form, two logs, a bit of SYSVOL, the hives. */
export async function handMadeTree(): Promise<string> {
  const root = await temporaryFolder();
  const files: Record<string, Uint8Array> = {
    'Windows/NTDS/ntds.dit': databaseBytes,
    'Windows/NTDS/edb00001.log': bytesOf(5000, 2),
    'Windows/NTDS/edb.log': bytesOf(5000, 3),
    'Windows/NTDS/edbtmp.log': bytesOf(10, 4),
    'Windows/SYSVOL/domain/Policies/gpt.ini': bytesOf(100, 5),
    'Windows/System32/config/SYSTEM': bytesOf(1000, 6),
    'Windows/System32/config/SOFTWARE': bytesOf(900, 7),
    'Windows/System32/config/SECURITY': bytesOf(800, 8),
    'Windows/System32/config/SAM': bytesOf(700, 9),
    'Windows/System32/config/DEFAULT': bytesOf(600, 10),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(root, ...name.split('/'));
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, bytes);
  }
  await mkdir(join(root, 'Windows', 'SYSVOL', 'sysvol'));
  await symlink(
    join(root, 'Windows', 'SYSVOL', 'domain'),
    join(root, 'Windows', 'SYSVOL', 'sysvol', 'corp.example'),
    'junction',
  );
  return root;
}
