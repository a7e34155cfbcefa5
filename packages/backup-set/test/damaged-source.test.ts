import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBackupSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { readBackupSet, verifyBackupSet, writeBackupSet } from '../src/index.js';
import { type MemoryFile, memoryDriver, unreadable } from './memory-driver.js';
import { makeDatabase, sampleDatabase, sampleLog } from './sample-database.js';
import { useTemporaryFolders } from './temporary-folder.js';
import { someBytes, writeOptions, writeSampleSet } from './write-sample-set.js';

const temporaryFolder = useTemporaryFolders();
const keep = { onDamaged: 'keep' } as const;
const sound: Uint8Array = makeDatabase();

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

/** Sources that no restore could use, each with the file that is named for it. */
const damaged: readonly (readonly [string, readonly MemoryFile[], string])[] = [
  ['an empty database', [{ ...sampleDatabase, bytes: new Uint8Array(0) }], sampleDatabase.path],
  ['a cut database', [{ ...sampleDatabase, bytes: sound.subarray(0, 40_000) }], sampleDatabase.path],
  ['a database that is none', [{ ...sampleDatabase, bytes: someBytes(60_000) }], sampleDatabase.path],
  ['a flipped byte in a page', [{ ...sampleDatabase, bytes: flipped(sound, 45_000) }], sampleDatabase.path],
  [
    'a flipped byte in each header',
    [{ ...sampleDatabase, bytes: flipped(flipped(sound, 300), 8492) }],
    sampleDatabase.path,
  ],
  ['a log that is none', [sampleDatabase, { ...sampleLog, bytes: someBytes(20_000) }], sampleLog.path],
];

/** What one attempt to back up did, seen from the session's driver. */
async function attempt(files: readonly MemoryFile[], options: object = {}) {
  const target = temporaryFolder();
  const driver = memoryDriver({ files, documents: [] });
  await using session = await startBackupSession(driver);
  const error = await writeBackupSet(session, target, { ...writeOptions, ...options }).catch(
    (e: unknown) => e,
  );
  return { error, calls: driver.calls, left: readdirSync(target) };
}

describe('a source that is damaged', () => {
  it.each(damaged)('%s: nothing is declared and nothing is left', async (_, files, path) => {
    const { error, calls, left } = await attempt(files);
    expect(error).toMatchObject({
      code: 'SOURCE_DAMAGED',
      message: expect.stringContaining(path),
      hint: expect.stringContaining('--allow-damaged'),
    });
    expect(error).not.toMatchObject({ message: expect.stringContaining('.partial') });
    expect(calls).not.toContain('documents');
    expect(calls).not.toContain('commit');
    expect(calls).toContain('abort');
    expect(left).toEqual([]);
  });

  it.each(damaged)(
    '%s: is kept where that is asked for, and every reason is a warning',
    async (_, files, path) => {
      const { path: set, warnings } = await writeSampleSet(temporaryFolder(), { files }, keep);
      expect(warnings.length).toBeGreaterThan(0);
      expect(warnings.some((warning) => warning.startsWith(`${path}: `))).toBe(true);
      expect((await readBackupSet(set)).manifest.warnings).toEqual(warnings);
      const { verdict, problems } = await verifyBackupSet(set);
      expect(verdict).toBe('damaged');
      expect(problems.map((problem) => `${problem.path}: ${problem.message}`)).toEqual(warnings);
      const stored = readFileSync(join(set, 'data', 'C', 'Windows', 'NTDS', 'ntds.dit'));
      expect(stored.equals(files[0]?.bytes ?? Buffer.of())).toBe(true);
    },
  );

  it('counts the reasons and names the first, and a manifest keeps no more than a hundred', async () => {
    const bytes = [3, 4, 5, 6].reduce((spoilt, page) => flipped(spoilt, (page + 1) * 8192 + 500), sound);
    const { error } = await attempt([{ ...sampleDatabase, bytes }]);
    expect(error).toMatchObject({ message: expect.stringMatching(/There are 5 reasons in all\./) });
    const logs = Array.from({ length: 150 }, (_, index) => {
      const generation = (index + 1).toString(16).padStart(5, '0');
      return { ...sampleLog, path: `C:\\Windows\\NTDS\\edb${generation}.log`, bytes: someBytes(9000) };
    });
    const many = await writeSampleSet(temporaryFolder(), { files: [sampleDatabase, ...logs] }, keep);
    expect(many.warnings).toHaveLength(101);
    expect(many.warnings[0]).toContain('150 ways');
    expect(many.manifest.warnings).toEqual(many.warnings);
  });

  it('with no database at all is told as missing', async () => {
    const { error, calls, left } = await attempt([sampleLog]);
    expect(error).toMatchObject({ code: 'SOURCE_MISSING' });
    expect(calls).not.toContain('commit');
    expect(left).toEqual([]);
    const kept = await attempt([sampleLog], keep);
    expect(kept.error).toMatchObject({ warnings: [expect.stringContaining('no directory database')] });
  });

  it('has no logs cut after it', async () => {
    const cut = { ...keep, truncateLogs: true };
    const { error, calls, left } = await attempt([{ ...sampleDatabase, bytes: someBytes(60_000) }], cut);
    expect(error).toMatchObject({ code: 'TRUNCATE_REFUSED' });
    expect(calls).not.toContain('commit');
    expect(left).toEqual([]);
  });

  it('is none for garbage past what is owned, and a warning for a checkpoint that is none', async () => {
    const bytes = Buffer.concat([sound, someBytes(8192 * 3)]);
    const checkpoint = { path: 'C:\\edb.chk', list: 'databases', kind: 'checkpoint' } as const;
    const files = [
      { ...sampleDatabase, bytes },
      { ...checkpoint, bytes: someBytes(8192) },
    ];
    const { path, warnings } = await writeSampleSet(temporaryFolder(), { files });
    expect(warnings).toEqual([expect.stringContaining('works without it')]);
    expect((await verifyBackupSet(path)).verdict).toBe('whole');
  });

  it('gives up in the middle of its check when its signal says so', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const { signal } = controller;
    const onProgress = ({ files }: { files: number }) => {
      if (files === 1) controller.abort(reason);
    };
    const { error, left } = await attempt([sampleDatabase], { signal, onProgress });
    expect(error).toBe(reason);
    expect(left).toEqual([]);
  });
});

describe('a database or a log that can not be read', () => {
  it.each([
    [sampleDatabase.path, 'open'],
    [sampleDatabase.path, 'read'],
    [sampleLog.path, 'read'],
    ['C:\\Windows\\NTDS\\edb.chk', 'read'],
  ])('%s at %s: ends the backup with its own error, and leaves nothing', async (path, failing) => {
    const target = temporaryFolder();
    const error = unreadable(path);
    const checkpoint = { path: 'C:\\Windows\\NTDS\\edb.chk', list: 'databases', kind: 'checkpoint' } as const;
    const driver = memoryDriver({
      files: [sampleDatabase, { ...checkpoint, bytes: someBytes(8192) }, sampleLog],
      before: (call, file) => {
        if (call === failing && file === path) throw error;
      },
    });
    await using session = await startBackupSession(driver);
    const options = { ...writeOptions, ...keep, onUnreadable: 'skip' } as const;
    await expect(writeBackupSet(session, target, options)).rejects.toBe(error);
    expect(driver.calls).toContain('abort');
    expect(driver.calls).not.toContain('commit');
    expect(existsSync(target) && readdirSync(target)).toEqual([]);
  });
});
