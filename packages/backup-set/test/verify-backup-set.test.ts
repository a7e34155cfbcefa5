import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyBackupSet } from '../src/index.js';
import { sampleLog } from './sample-database.js';
import { useTemporaryFolders } from './temporary-folder.js';
import { someBytes, writeSampleSet } from './write-sample-set.js';

const temporaryFolder = useTemporaryFolders();
const isFull = process.env.DSBACKUP_FULL === '1';
/** The sample's checkpoint is none, which only a look into it tells, by a note. */
const shallow = { databases: false };

describe('verifyBackupSet', () => {
  it('finds a set whole that was just written', async () => {
    const { path, manifest } = await writeSampleSet(temporaryFolder());
    expect(await verifyBackupSet(path, shallow)).toMatchObject({
      verdict: 'whole',
      problems: [],
      warnings: [],
      notes: [],
      files: manifest.totals.files,
      bytes: manifest.totals.contentBytes,
    });
  });

  it('tells of a changed byte anywhere in the set', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    for (const file of filesUnder(path)) {
      const original = readFileSync(file);
      // At full count every byte of the small files, and as many of the large ones.
      const step = Math.max(1, Math.floor(original.length / (isFull ? 3000 : 24)));
      for (let at = 0; at < original.length; at += step) {
        const changed = Buffer.from(original);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(file, changed);
        const { verdict } = await verifyBackupSet(path, shallow);
        expect(verdict, `${file} at ${at}`).toBe('damaged');
      }
      writeFileSync(file, original);
    }
    expect((await verifyBackupSet(path, shallow)).verdict).toBe('whole');
  }, 1_800_000);

  it('tells of every file that is missing, cut short or longer', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    for (const file of filesUnder(path)) {
      const original = readFileSync(file);
      const ways: readonly (() => void)[] = [
        () => writeFileSync(file, original.subarray(0, original.length - 1)),
        () => appendFileSync(file, 'x'),
        () => writeFileSync(file, ''),
      ];
      for (const spoil of ways) {
        spoil();
        expect((await verifyBackupSet(path, shallow)).verdict, `${file}: ${spoil}`).toBe('damaged');
        writeFileSync(file, original);
      }
      if (file.endsWith('manifest.json')) continue;
      rmSync(file);
      expect((await verifyBackupSet(path, shallow)).verdict, `${file} missing`).toBe('damaged');
      writeFileSync(file, original);
    }
  });

  it('names the file whose bytes were changed, in a pack too', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const pack = join(path, 'packs', '0001.tar');
    const bytes = readFileSync(pack);
    bytes[1540] = (bytes[1540] ?? 0) ^ 1;
    writeFileSync(pack, bytes);
    const { problems } = await verifyBackupSet(path, shallow);
    expect(problems.map(({ code, path: where }) => [code, where])).toEqual([
      ['SET_DAMAGED', 'C:\\Windows\\SYSVOL\\domain\\Größe 100%.txt'],
      ['SET_DAMAGED', 'packs/0001.tar'],
    ]);
  });

  it('warns of every file that nothing names, and finds the set whole', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const strangers = ['data/C/stray', 'documents/stray', 'packs/0002.tar', 'stray'];
    for (const stranger of strangers) writeFileSync(join(path, stranger), 'x');
    const { verdict, warnings, notes } = await verifyBackupSet(path, shallow);
    expect(verdict).toBe('whole');
    expect(notes).toEqual([]);
    const message = 'The file lies in the set and nothing names it: dsbackup did not put it there.';
    expect(warnings.map((warning) => warning.path).sort()).toEqual(strangers);
    expect(warnings.every((warning) => warning.message === message)).toBe(true);
  });

  it('notes a folder that has another name than its set', async () => {
    const target = temporaryFolder();
    const { path, manifest } = await writeSampleSet(target);
    renameSync(path, join(target, 'moved'));
    const { verdict, notes } = await verifyBackupSet(join(target, 'moved'), shallow);
    expect(verdict).toBe('whole');
    expect(notes).toMatchObject([{ message: expect.stringContaining(manifest.name) }]);
  });

  it('refuses a set with a link in it, and reads nothing through it', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const elsewhere = temporaryFolder();
    cpSync(join(path, 'data', 'C'), join(elsewhere, 'C'), { recursive: true });
    rmSync(join(path, 'data', 'C'), { recursive: true });
    symlinkSync(join(elsewhere, 'C'), join(path, 'data', 'C'), 'junction');
    const { problems, bytes } = await verifyBackupSet(path, shallow);
    expect(problems).toMatchObject([{ code: 'UNSAFE_PATH', path: 'data/C' }]);
    expect(bytes).toBe(0);
  });

  it('tells what the backup left out, and of an end that nobody declared', async () => {
    const { path } = await writeSampleSet(temporaryFolder(), { warnings: ['The clock was set back.'] });
    const { warnings, verdict } = await verifyBackupSet(path, shallow);
    expect(verdict).toBe('whole');
    expect(warnings).toEqual([{ path: 'manifest.json', message: 'The clock was set back.' }]);
  });

  it('tells of a log that is none, by its original path', async () => {
    const log = { ...sampleLog, bytes: someBytes(20_000, 3) };
    const { path } = await writeSampleSet(temporaryFolder(), { files: [log] }, { onDamaged: 'keep' });
    const { problems } = await verifyBackupSet(path);
    expect(problems).toMatchObject([
      { code: 'SOURCE_DAMAGED', path: log.path, message: expect.stringContaining(log.path) },
    ]);
    expect(problems[0]?.message).not.toContain(path);
  });

  it('rejects what is no set, and what never became one', async () => {
    const folder = temporaryFolder();
    await expect(verifyBackupSet(folder)).rejects.toMatchObject({ code: 'SET_MISSING' });
    await expect(verifyBackupSet(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'SET_MISSING' });
    mkdirSync(join(folder, 'DC01-20261122T154500Z.partial'));
    await expect(verifyBackupSet(join(folder, 'DC01-20261122T154500Z.partial'))).rejects.toMatchObject({
      code: 'SET_INCOMPLETE',
    });
  });

  it('rethrows the reason of its signal, even one that looks like damage', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const controller = new AbortController();
    const reason = new Error('enough');
    const verifying = verifyBackupSet(path, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(verifying).rejects.toBe(reason);
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
