import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adoptPartialSet, listBackupSets, verifyBackupSet } from '../src/index.js';
import { buildPrograms } from './build-programs.js';
import { useTemporaryFolders } from './temporary-folder.js';

const temporaryFolder = useTemporaryFolders();
const kills = process.env.DSBACKUP_FULL === '1' ? 120 : 12;
const shallow = { databases: false };
let programs = '';

beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'dsbackup-programs-'));
  await buildPrograms(programs);
});

afterAll(() => {
  rmSync(programs, { recursive: true, force: true });
});

/** Runs a backup, and kills it `delay` milliseconds after it has begun; answers how long it lived. */
async function runBackup(target: string, name: string, delay: number): Promise<number> {
  const args = [join(programs, 'write-set.js'), target, name, '20000000', '300', '15'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stdout.resume();
  const begun = performance.now();
  await Promise.race([exited, setTimeout(delay)]);
  child.kill('SIGKILL');
  await exited;
  return performance.now() - begun;
}

describe('a backup that is killed', () => {
  it(`leaves no set that looks whole and is not, in ${kills} kills at all its times`, async () => {
    const target = temporaryFolder();
    const whole = await runBackup(target, 'whole', 60_000);
    for (let kill = 0; kill < kills; kill++) {
      await runBackup(target, `kill${String(kill).padStart(3, '0')}`, (whole * 1.1 * kill) / kills);
    }
    const told = { finished: 0, adopted: 0, incomplete: 0 };
    for (const set of await listBackupSets(target)) {
      expect(set.state).not.toBe('unreadable');
      if (set.state === 'finished') {
        expect((await verifyBackupSet(set.path, shallow)).problems).toEqual([]);
        told.finished++;
      } else if (set.state === 'partial' && set.adoptable) {
        const adopted = await adoptPartialSet(set.path);
        expect((await verifyBackupSet(adopted.path, shallow)).problems).toEqual([]);
        told.adopted++;
      } else {
        await expect(adoptPartialSet(set.path)).rejects.toMatchObject({ code: 'SET_INCOMPLETE' });
        await expect(verifyBackupSet(set.path)).rejects.toMatchObject({ code: 'SET_INCOMPLETE' });
        told.incomplete++;
      }
    }
    expect(told.finished).toBeGreaterThan(0);
    expect(told.incomplete).toBeGreaterThan(0);
    if (kills > 100) expect(told.adopted).toBeGreaterThan(0);
  }, 1_800_000);
});
