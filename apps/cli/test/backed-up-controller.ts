import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { exitCodes } from '../src/exit-code.js';
import { run } from './run.js';

/** A simulated domain controller of 4 MiB and a backup of it, made before the tests of a file and removed after them. */
export interface BackedUpController {
  /** A folder for everything else. */
  work: string;
  dc: string;
  /** The folder of sets. */
  sets: string;
  set: string;
  /** A copy of the set, or of the domain controller, to spoil. */
  copyOf(source: string, name: string): Promise<string>;
}

/** Makes it; its paths are there once the tests run. */
export function backedUpController(): BackedUpController {
  const made: BackedUpController = {
    work: '',
    dc: '',
    sets: '',
    set: '',
    async copyOf(source, name) {
      const copy = join(made.work, name);
      await cp(source, copy, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
      return copy;
    },
  };
  beforeAll(async () => {
    made.work = await mkdtemp(join(tmpdir(), 'dsbackup-cli-'));
    made.dc = join(made.work, 'dc');
    made.sets = join(made.work, 'sets');
    const simulated = await run(['simulate', made.dc, '--size', '4MiB', '--quiet']);
    expect(simulated.exitCode, simulated.stderr).toBe(exitCodes.done);
    const backup = await run(['backup', '--simulated', made.dc, '--to', made.sets, '--plaintext', '--quiet']);
    expect(backup.exitCode, backup.stderr).toBe(exitCodes.done);
    made.set = join(made.sets, (await readdir(made.sets))[0] ?? '');
  });
  afterAll(() => rm(made.work, { recursive: true, force: true }));
  return made;
}
