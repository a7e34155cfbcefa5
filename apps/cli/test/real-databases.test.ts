import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../src/exit-code.js';
import { run } from './run.js';

const data = join(import.meta.dirname, '../../../../shared/data/ese');
const there = existsSync(data);
if (!there) console.warn(`\n*** Real databases are not tested: ${data} is not there.\n`);

/** What the files' own README expects. */
const expected = [
  ['clean-4k-srudb', { pages: 798, good: 663, zero: 135, bad: 0, badPastOwned: 0 }, 'restorable'],
  ['dirty-16k-qmgr', { pages: 78, good: 43, zero: 35, bad: 0, badPastOwned: 0 }, 'not-restorable'],
  ['clean-32k-large', { pages: 766, good: 381, zero: 385, bad: 0, badPastOwned: 0 }, 'restorable'],
  ['clean-8k-test', { pages: 254, good: 18, zero: 236, bad: 0, badPastOwned: 0 }, 'restorable'],
  ['garbage-past-end-4k', { pages: 158, good: 79, zero: 63, bad: 16, badPastOwned: 16 }, 'restorable'],
  ['server-chain-clean', { pages: 782, good: 647, zero: 135, bad: 0, badPastOwned: 0 }, 'restorable'],
  ['server-chain-dirty', { bad: 0, badPastOwned: 0 }, 'restorable-after-log-replay'],
] as const;

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'dsbackup-real-'));
});
afterEach(() => rm(work, { recursive: true, force: true }));

/** Lays a real database out as a domain controller's: the base name of its logs becomes `edb`. */
async function layOut(name: string): Promise<string> {
  const ntds = join(work, 'dc', 'Windows', 'NTDS');
  for (const folder of [ntds, join(work, 'dc/Windows/SYSVOL'), join(work, 'dc/Windows/System32/config')]) {
    await mkdir(folder, { recursive: true });
  }
  for (const hive of ['SYSTEM', 'SOFTWARE', 'SECURITY', 'SAM', 'DEFAULT']) {
    await writeFile(join(work, 'dc/Windows/System32/config', hive), 'regf');
  }
  for (const file of await readdir(join(data, name))) {
    const plain = file.replace(/\.gz$/, '');
    const isDatabase = /\.(dat|db|edb)$/.test(plain);
    const target = isDatabase ? 'ntds.dit' : plain.replace(/^SRU/, 'edb');
    await writeFile(join(ntds, target), gunzipSync(await readFile(join(data, name, file))));
  }
  return join(work, 'dc');
}

describe.skipIf(!there).each(['2003', '2022'])('A real database on a simulated Windows %s', (windows) => {
  it.each(expected)(
    '%s verifies to what is known of it',
    async (name, pages, restorability) => {
      const dc = await layOut(name);
      await writeFile(
        join(dc, 'dsbackup-simulator.json'),
        JSON.stringify({ windows, computerName: 'DC01', domain: 'corp.example' }),
      );
      const to = join(work, 'sets');
      const args = ['backup', '--simulated', dc, '--to', to, '--plaintext', '--json'];
      const comesBack = restorability !== 'not-restorable';
      const backup = await run(comesBack ? args : [...args, '--allow-damaged']);
      // VSS's writer names logs and a checkpoint; where a folder has none, the operator is told.
      const isToldOf = !comesBack || (windows === '2022' && !name.startsWith('server-chain'));
      const good = isToldOf ? exitCodes.warnings : exitCodes.done;
      expect(backup.exitCode, backup.stdout).toBe(good);
      const verified = await run(['verify', join(to, (await readdir(to))[0] ?? ''), '--json']);
      expect(verified.result().databases).toMatchObject([{ pages, restorability }]);
      expect(verified.exitCode, verified.stdout).toBe(comesBack ? good : exitCodes.verificationFailed);
    },
    60_000,
  );
});
