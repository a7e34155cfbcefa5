import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { startBackupSession } from '@dsbackup/session';
import { createVssBackupDriver } from '@dsbackup/vss';
import { describe, expect, it } from 'vitest';
import { openSimulatedDomainController } from '../src/index.js';
import { handMadeTree } from './hand-made-tree.js';

const data = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'ese');
const isThere = existsSync(data);
if (!isThere) console.warn('\n  SKIPPED: ../shared/data/ese is not there, so no real database is served.\n');

/** A tree made by hand around real files: the database as ntds.dit, its logs with the base name of a domain controller. */
async function treeOf(folder: string): Promise<{ root: string; files: Map<string, Buffer> }> {
  const root = await handMadeTree();
  const ntds = join(root, 'Windows', 'NTDS');
  await rm(ntds, { recursive: true });
  await mkdir(ntds);
  const files = new Map<string, Buffer>();
  for (const packed of await readdir(join(data, folder))) {
    const name = packed.replace(/\.gz$/, '');
    const isDatabase = /\.(dat|db|edb)$/.test(name);
    files.set(
      isDatabase ? 'ntds.dit' : name.replace(/^SRU/, 'edb'),
      gunzipSync(await readFile(join(data, folder, packed))),
    );
  }
  for (const [name, bytes] of files) await writeFile(join(ntds, name), bytes);
  // Writers name SYSVOL and each hive, and what is named and not there is no smaller backup.
  await mkdir(join(root, 'Windows', 'SYSVOL', 'domain'), { recursive: true });
  const config = join(root, 'Windows', 'System32', 'config');
  await mkdir(config, { recursive: true });
  for (const hive of ['DEFAULT', 'SAM', 'SECURITY', 'SOFTWARE', 'SYSTEM']) {
    await writeFile(join(config, hive), hive);
  }
  return { root, files };
}

describe.skipIf(!isThere)('a real database in a tree made by hand', () => {
  for (const folder of isThere ? ['clean-32k-large', 'dirty-16k-qmgr', 'server-chain-dirty'] : []) {
    it(`is served byte for byte (${folder})`, async () => {
      const { root, files } = await treeOf(folder);
      const host = await openSimulatedDomainController(root);
      await using session = await startBackupSession(createVssBackupDriver({ native: await host.vss() }));
      const read = new Map<string, Buffer>();
      for await (const file of session.files()) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of session.readFile(file)) chunks.push(Uint8Array.from(chunk));
        if (!file.path.includes('\\NTDS\\')) continue;
        read.set(file.path.split('\\').at(-1) ?? '', Buffer.concat(chunks));
      }
      await session.complete();
      expect([...read.keys()].sort()).toEqual(
        [...files.keys()].filter((name) => /^(ntds\.dit|edb.*\.log|edb\.chk)$/.test(name)).sort(),
      );
      for (const [name, bytes] of read) expect(bytes.equals(files.get(name) ?? Buffer.alloc(0))).toBe(true);
    });
  }
});
