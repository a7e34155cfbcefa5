import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseHeader, decodeDatabaseHeader, encodeDatabaseHeader, JetError } from '@dsbackup/ese';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../src/exit-code.js';
import { jetErrorLabel, jetErrorWords } from '../src/words/jet-error-words.js';
import { windowsOfFormat } from '../src/words/windows-of-format.js';
import { run } from './run.js';

let work: string;
let ntds: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'dsbackup-inspect-'));
  await run(['simulate', join(work, 'dc'), '--size', '4MiB', '--quiet']);
  ntds = join(work, 'dc/Windows/NTDS');
});
afterAll(() => rm(work, { recursive: true, force: true }));

/** A copy of the simulated database with other words in its header. */
async function databaseWith(fields: Partial<DatabaseHeader>): Promise<string> {
  const bytes = await readFile(join(ntds, 'ntds.dit'));
  const header = decodeDatabaseHeader(bytes);
  const page = encodeDatabaseHeader({ ...header, ...fields }, header.pageSize);
  bytes.set(page, 0);
  bytes.set(page, header.pageSize);
  const path = join(work, 'changed.dit');
  await writeFile(path, bytes);
  return path;
}

describe('dsbackup inspect', () => {
  it('says what dirty means, which logs are needed, and what to do', async () => {
    const dirty = {
      state: 2,
      generationMinConsistent: 78,
      generationMinRequired: 78,
      generationMaxRequired: 81,
      generationMaxCommitted: 82,
    };
    const { stdout, exitCode } = await run(['inspect', await databaseWith(dirty)]);
    expect(exitCode).toBe(exitCodes.done);
    expect(stdout).toContain('dirty shutdown. It was in use when it was copied');
    expect(stdout).toContain(
      'generations 78 (0x4E) to 81 (0x51) to be whole, and up to 82 to lose no transaction',
    );
    expect(stdout).toContain('What to do: Keep its logs with it');
  });

  it('says that a clean database needs no logs', async () => {
    const clean = { state: 3, generationMinRequired: 0, generationMaxRequired: 0, generationMaxCommitted: 0 };
    const { stdout } = await run(['inspect', await databaseWith(clean)]);
    expect(stdout).toMatch(/state +clean shutdown/);
    expect(stdout).toMatch(/needs +no logs/);
  });

  it('says that a repaired database may lack data, and ends with warnings', async () => {
    const { stdout, exitCode } = await run(['inspect', await databaseWith({ repairCount: 2 })]);
    expect(stdout).toMatch(/repaired +2 times.*data may be missing/);
    expect(exitCode).toBe(exitCodes.warnings);
  });

  it('names the format and the Windows that writes it', async () => {
    const { stdout } = await run(['inspect', await databaseWith({ updateMajor: 300, updateMinor: 620 })]);
    expect(stdout).toContain('1568.300.620: Windows 11 24H2 and Server 2025');
  });

  it('gives every field of every header with --json', async () => {
    const database = await run(['inspect', join(ntds, 'ntds.dit'), '--json']);
    const { header } = database.result() as { header: object };
    expect(Object.keys(header)).toEqual(
      Object.keys(decodeDatabaseHeader(await readFile(join(ntds, 'ntds.dit')))),
    );
    const log = await run(['inspect', join(ntds, 'edb.log'), '--json']);
    expect(log.result()).toMatchObject({ kind: 'log', header: { majorVersion: 8 }, body: { state: 'good' } });
    const checkpoint = await run(['inspect', join(ntds, 'edb.chk'), '--json']);
    expect(checkpoint.result()).toMatchObject({ kind: 'checkpoint', primaryGood: true, shadowGood: true });
  });
});

describe('What to do', () => {
  const clean = {
    state: 3,
    generationMinConsistent: 0,
    generationMinRequired: 0,
    generationMaxRequired: 0,
    generationMaxCommitted: 0,
  };

  it('is never nothing for a log that was cut short, and its body is not called whole', async () => {
    const path = join(work, 'edb.log');
    await writeFile(path, (await readFile(join(ntds, 'edb.log'))).subarray(0, 300_000));
    const { stdout, exitCode } = await run(['inspect', path]);
    expect(exitCode).toBe(exitCodes.verificationFailed);
    expect(stdout).toContain('What to do: Get this log from another copy');
    expect(stdout).not.toMatch(/Nothing|whole/);
  });

  it('is never nothing for a log under the name of another generation', async () => {
    const path = join(work, 'edb00099.log');
    await writeFile(path, await readFile(join(ntds, 'edb.log')));
    const { stdout, exitCode } = await run(['inspect', path]);
    expect(exitCode).toBe(exitCodes.warnings);
    expect(stdout).toContain('What to do: Give it the name of its generation again');
    expect(stdout).not.toContain('Nothing');
  });

  it.each([
    ['was repaired', { ...clean, repairCount: 1 }, exitCodes.warnings, 'Prefer a copy from before'],
    ['has no format', { ...clean, version: 0 }, exitCodes.verificationFailed, 'Take it for damaged'],
    ['has no known state', { ...clean, state: 99 }, exitCodes.verificationFailed, 'Take it for damaged'],
  ])('is never nothing for a clean database that %s', async (_, fields, exit, words) => {
    const { stdout, exitCode } = await run(['inspect', await databaseWith(fields)]);
    expect(exitCode).toBe(exit);
    expect(stdout.split('What to do: ').slice(1)).toEqual([expect.stringContaining(words)]);
  });

  it('is to copy a clean database again whose end is missing, and nothing else', async () => {
    const path = await databaseWith(clean);
    await truncate(path, 1_000_000);
    const { stdout } = await run(['inspect', path]);
    expect(stdout).toContain('What to do: Copy the database again');
    expect(stdout).not.toContain('Nothing');
  });

  it('is to look at the disk for a checkpoint with a damaged copy', async () => {
    const bytes = await readFile(join(ntds, 'edb.chk'));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    const path = join(work, 'edb.chk');
    await writeFile(path, bytes);
    const { stdout, exitCode } = await run(['inspect', path]);
    expect(exitCode).toBe(exitCodes.warnings);
    expect(stdout).toContain('What to do: Look at the disk');
    expect(stdout).not.toContain('Nothing');
  });

  it('comes without a guess at what lies past the end of a database', async () => {
    const path = await databaseWith(clean);
    await appendFile(path, Buffer.alloc(10 * 8192, 0xa5));
    const { stdout } = await run(['inspect', path]);
    expect(stdout).toMatch(/owned +pages 1 to 510; the file goes on.*was not looked at/);
    expect(stdout).not.toContain('holds nothing');
  });
});

describe('Words', () => {
  it.each([
    [9, '2003'],
    [12, 'Server 2008'],
    [17, '2008 R2'],
    [20, 'Server 2012'],
    [180, 'Server 2022'],
    [300, 'Server 2025'],
    [999, 'newer than'],
  ])('format %s is of %s', (updateMajor, words) => {
    expect(windowsOfFormat(updateMajor)).toContain(words);
  });

  it('have a name and a meaning for every JET number, and the number itself for any other', () => {
    for (const [name, number] of Object.entries(JetError)) {
      expect(jetErrorWords(number)?.name).toBe(`JET_err${name}`);
      expect(jetErrorLabel(number)).toBe(`JET ${number}, JET_err${name}`);
    }
    expect(jetErrorLabel(-9999)).toBe('JET -9999');
  });
});
