import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assessRestorability,
  checkLogSequence,
  inspectCheckpoint,
  inspectDatabase,
  inspectLog,
  scanDatabase,
} from '@dsbackup/ese';
import { describe, expect, it } from 'vitest';
import { createDomainController, type DomainControllerOptions, SimulatorError } from '../src/index.js';
import { temporaryFolder } from './hand-made-tree.js';

const small: DomainControllerOptions = { size: 3_000_000, logSize: 65_536 };
const pageSizes = [4096, 8192, 16384, 32768];

async function made(
  options: DomainControllerOptions,
): Promise<{ root: string; ntds: string; database: string }> {
  const root = join(await temporaryFolder(), 'dc');
  await createDomainController(root, { ...small, ...options });
  const ntds = join(root, 'Windows', 'NTDS');
  return { root, ntds, database: join(ntds, 'ntds.dit') };
}

/** Every file of a tree by its path, as a hash; a link by its target. */
async function contentsOf(root: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(root.length);
    if (entry.isSymbolicLink()) contents[name] = (await readlink(path)).slice(root.length);
    else if (entry.isFile())
      contents[name] = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
  }
  return contents;
}

async function inspectLogs(ntds: string) {
  const names = (await readdir(ntds)).filter((name) => /^edb.*\.log$/.test(name));
  return Promise.all(names.map((name) => inspectLog(join(ntds, name))));
}

describe('a made database', () => {
  for (const pageSize of pageSizes) {
    it(`is good to the checks of ese with pages of ${pageSize} bytes`, async () => {
      const { database, ntds } = await made({ pageSize });
      const inspection = await inspectDatabase(database);
      const scan = await scanDatabase(database);
      expect(inspection.findings).toEqual([]);
      expect(scan).toMatchObject({ findings: [], bad: 0 });
      expect((await stat(database)).size).toBe(Math.ceil(3_000_000 / pageSize) * pageSize);
      const logs = await inspectLogs(ntds);
      expect(logs.flatMap(({ findings }) => findings)).toEqual([]);
      expect(checkLogSequence(logs).findings).toEqual([]);
      const checkpoint = await inspectCheckpoint(join(ntds, 'edb.chk'));
      const restorability = assessRestorability({ database: inspection, logs, checkpoint, scan });
      expect(restorability).toMatchObject({ verdict: 'restorable-after-log-replay' });
      expect(restorability.reasons.filter(({ effect }) => effect !== 'none')).toEqual([]);
    });
  }

  it('is not restorable without its required logs, which are those from the checkpoint on', async () => {
    const { database, ntds } = await made({});
    const inspection = await inspectDatabase(database);
    const verdictWithout = async (...generations: readonly number[]) => {
      const logs = (await inspectLogs(ntds)).filter(({ header }) => !generations.includes(header.generation));
      return assessRestorability({ database: inspection, logs }).verdict;
    };
    expect(await verdictWithout(16, 17)).toBe('restorable-after-log-replay');
    expect(await verdictWithout(18)).toBe('not-restorable');
    expect(await verdictWithout(20)).toBe('not-restorable');
  });

  it('is restorable by itself when it was shut down cleanly', async () => {
    const { database } = await made({ shutdown: 'clean' });
    const inspection = await inspectDatabase(database);
    expect(inspection.findings).toEqual([]);
    expect(assessRestorability({ database: inspection })).toMatchObject({ verdict: 'restorable' });
  });

  it('has the size that was asked for, rounded up to a page', async () => {
    for (const [size, bytes] of [
      [64 * 8192, 64 * 8192],
      [64 * 8192 + 1, 65 * 8192],
      [1_000_000, 123 * 8192],
    ] as const) {
      const { database } = await made({ size });
      expect((await stat(database)).size).toBe(bytes);
      expect(await scanDatabase(database)).toMatchObject({ findings: [], bad: 0 });
    }
  });
});

describe('a made domain controller', () => {
  it('is the same for the same seed, and another for another', async () => {
    const [one, same, other] = await Promise.all([1, 1, 2].map((seed) => made({ seed, sysvolFiles: 3 })));
    const contents = await contentsOf(one?.root ?? '');
    expect(await contentsOf(same?.root ?? '')).toEqual(contents);
    const changed = await contentsOf(other?.root ?? '');
    expect(Object.keys(changed)).toEqual(Object.keys(contents));
    const name = join('/', 'Windows', 'NTDS', 'ntds.dit');
    expect(changed[name]).not.toBe(contents[name]);
  });

  it('has the files that a backup asks for, and those that it must leave alone', async () => {
    const { root, ntds } = await made({
      windows: '2016',
      computerName: 'DC7',
      domain: 'a.example',
      sysvolFiles: 251,
    });
    expect((await readdir(ntds)).sort()).toEqual([
      'edb.chk',
      'edb.log',
      'edb00010.log',
      'edb00011.log',
      'edb00012.log',
      'edb00013.log',
      'edbres00001.jrs',
      'edbres00002.jrs',
      'ntds.dit',
      'temp.edb',
    ]);
    const hives = join(root, 'Windows', 'System32', 'config');
    expect((await readdir(hives)).sort()).toEqual(['DEFAULT', 'SAM', 'SECURITY', 'SOFTWARE', 'SYSTEM']);
    expect((await readFile(join(hives, 'SAM'))).subarray(0, 4).toString()).toBe('regf');
    const sysvol = join(root, 'Windows', 'SYSVOL');
    expect(await readlink(join(sysvol, 'sysvol', 'a.example'))).toBe(join(sysvol, 'domain'));
    expect(await readdir(join(sysvol, 'domain', 'scripts', '0001'))).toEqual(['script-000250.cmd']);
    expect(JSON.parse(await readFile(join(root, 'dsbackup-simulator.json'), 'utf8'))).toEqual({
      windows: '2016',
      computerName: 'DC7',
      domain: 'a.example',
    });
  });

  it('has large pages when it is a new 2025, and small ones otherwise', async () => {
    const pageSizeOf = async (windows: '2025' | '2022') =>
      (await inspectDatabase((await made({ windows })).database)).header.pageSize;
    expect(await pageSizeOf('2025')).toBe(32_768);
    expect(await pageSizeOf('2022')).toBe(8192);
  });

  it('tells how far it is, to the end', async () => {
    const root = join(await temporaryFolder(), 'dc');
    const steps: number[] = [];
    let total = 0;
    const onProgress = (progress: { bytesWritten: number; bytesTotal: number }) => {
      steps.push(progress.bytesWritten);
      total = progress.bytesTotal;
    };
    const { bytesWritten } = await createDomainController(root, { ...small, onProgress });
    expect(steps.at(-1)).toBe(total);
    expect(bytesWritten).toBe(total);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

describe('a domain controller that cannot be made', () => {
  async function refusal(directory: string, options: DomainControllerOptions): Promise<string> {
    try {
      await createDomainController(directory, options);
    } catch (error) {
      if (SimulatorError.is(error)) return error.code;
      throw error;
    }
    return 'made';
  }

  it('is refused with a word when the directory holds something', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'mine'), 'x');
    expect(await refusal(folder, small)).toBe('TARGET_EXISTS');
    expect(await refusal(join(folder, 'mine'), small)).toBe('TARGET_EXISTS');
    expect(await refusal(join(folder, 'mine', 'below'), small)).toBe('TARGET_EXISTS');
    expect(await readdir(folder)).toEqual(['mine']);
  });

  it('is refused with a word for options that make none', async () => {
    const folder = await temporaryFolder();
    const wrong: readonly DomainControllerOptions[] = [
      { pageSize: 2048 },
      { pageSize: 5000 },
      { size: 63 * 8192 },
      { size: Number.NaN },
      { logSize: 10_000 },
      { logSize: 4096 },
      { computerName: 'DC_01' },
      { domain: '../x' },
      { sysvolFiles: -1 },
      { windows: '1999' as '2003' },
    ];
    for (const options of wrong)
      expect(await refusal(folder, { ...small, ...options })).toBe('INVALID_OPTION');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused before anything is written when the disk is too small', async () => {
    const folder = await temporaryFolder();
    expect(await refusal(folder, { ...small, size: 2 ** 44, pageSize: 32_768 })).toBe('NOT_ENOUGH_SPACE');
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing when it is stopped, and rejects with the reason as it is', async () => {
    const folder = await temporaryFolder();
    const reason = new Error('enough');
    for (const stopAt of [1, 4_000_000, 9_000_000]) {
      const controller = new AbortController();
      const onProgress = ({ bytesWritten }: { bytesWritten: number }) => {
        if (bytesWritten >= stopAt) controller.abort(reason);
      };
      const options = {
        size: 9_000_000,
        logSize: 65_536,
        sysvolFiles: 600,
        signal: controller.signal,
        onProgress,
      };
      await expect(createDomainController(join(folder, 'dc'), options)).rejects.toBe(reason);
      expect(existsSync(join(folder, 'dc'))).toBe(false);
    }
  });

  it('leaves an empty directory that was there', async () => {
    const folder = join(await temporaryFolder(), 'mine');
    await mkdir(folder);
    const options = { ...small, signal: AbortSignal.abort('no') };
    await expect(createDomainController(folder, options)).rejects.toBe('no');
    expect(await readdir(folder)).toEqual([]);
  });
});
