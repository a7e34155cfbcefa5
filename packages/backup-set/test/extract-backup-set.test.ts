import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractBackupSet, extractedPath, verifyBackupSet } from '../src/index.js';
import { editLines } from './edit-lines.js';
import { makeLog } from './sample-database.js';
import { useSmallFileSystems } from './small-file-system.js';
import { useTemporaryFolders } from './temporary-folder.js';
import { sampleFiles, someBytes, writeSampleSet } from './write-sample-set.js';

const temporaryFolder = useTemporaryFolders();
const mountSmall = useSmallFileSystems();

describe('extractBackupSet', () => {
  it('gives every file back, byte for byte, with its time, and folders, empty ones too', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const target = join(temporaryFolder(), 'new', 'out');
    const result = await extractBackupSet(path, target);
    for (const { path: original, bytes, kind, modified } of sampleFiles) {
      const out = join(target, ...extractedPath(original));
      if (bytes !== undefined) expect(readFileSync(out).equals(bytes), original).toBe(true);
      if (kind === 'directory') expect(statSync(out).isDirectory()).toBe(true);
      if (modified !== undefined) expect(statSync(out).mtime.toISOString()).toBe(modified);
    }
    expect(result).toMatchObject({ path: target, files: 7, bytes: result.manifest.totals.contentBytes });
    expect(readdirSync(join(target, '..'))).toEqual(['out']);
  });

  it('tells of reparse points and makes none', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const target = join(temporaryFolder(), 'out');
    const { reparsePoints } = await extractBackupSet(path, target);
    const original = 'C:\\Windows\\SYSVOL\\sysvol\\corp.example';
    expect(reparsePoints).toEqual([{ path: original, target: 'C:\\Windows\\SYSVOL\\domain' }]);
    expect(existsSync(join(target, ...extractedPath(original)))).toBe(false);
  });

  it('takes an empty folder and nothing else that is there', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const empty = temporaryFolder();
    await extractBackupSet(path, empty);
    await expect(extractBackupSet(path, empty)).rejects.toMatchObject({ code: 'TARGET_EXISTS' });
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'kept');
    await expect(extractBackupSet(path, file)).rejects.toMatchObject({ code: 'TARGET_EXISTS' });
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });

  it('refuses a target inside the set, by whatever way it is named', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const before = readdirSync(path, { recursive: true });
    const link = join(temporaryFolder(), 'link');
    symlinkSync(path, link, 'junction');
    for (const target of [path, join(path, 'out'), join(path, 'data', 'x', 'out'), join(link, 'out')]) {
      for (const set of [path, link]) {
        await expect(extractBackupSet(set, target)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      }
    }
    expect(readdirSync(path, { recursive: true })).toEqual(before);
    expect(await extractBackupSet(path, `${path}-out`)).toMatchObject({ files: 7 });
  });

  it('says what an extraction that was cut off has left, and what to do about it', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const parent = temporaryFolder();
    const left = join(parent, 'out.partial');
    mkdirSync(left);
    await expect(extractBackupSet(path, join(parent, 'out'))).rejects.toMatchObject({
      code: 'TARGET_EXISTS',
      message: expect.stringContaining(left),
      hint: expect.stringContaining('remove'),
    });
    expect(readdirSync(parent)).toEqual(['out.partial']);
  });

  it('gives a file that was listed twice back once', async () => {
    const log = { path: 'C:\\edb00001.log', kind: 'log', bytes: makeLog() } as const;
    const { path } = await writeSampleSet(temporaryFolder(), {
      files: [
        { ...log, list: 'databases' },
        { ...log, list: 'logs' },
      ],
    });
    const { verdict, logStreams } = await verifyBackupSet(path);
    expect([verdict, logStreams[0]?.logs.length]).toEqual(['whole', 1]);
    const target = join(temporaryFolder(), 'out');
    await extractBackupSet(path, target);
    expect(readFileSync(join(target, 'C', 'edb00001.log')).equals(log.bytes)).toBe(true);
  });

  it('refuses two files that would be one', async () => {
    // `%3A` stands for a colon only where a colon was: here it is a file's true name.
    const files = ['C:\\a:b', 'C:\\a%3Ab'].map((path, seed) => ({ path, bytes: someBytes(10, seed + 1) }));
    const { path } = await writeSampleSet(temporaryFolder(), { files });
    const target = join(temporaryFolder(), 'out');
    await expect(extractBackupSet(path, target)).rejects.toMatchObject({ code: 'TARGET_EXISTS' });
    expect(existsSync(target)).toBe(false);
  });

  it.each(['data/C/Windows/System32/config/SYSTEM', 'packs/0001.tar', 'files.ndjson', 'manifest.json'])(
    'leaves nothing behind when %s was changed',
    async (place) => {
      const { path } = await writeSampleSet(temporaryFolder());
      const bytes = readFileSync(join(path, place));
      const at = place === 'packs/0001.tar' ? 1540 : bytes.length - 3;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(join(path, place), bytes);
      const parent = temporaryFolder();
      await expect(extractBackupSet(path, join(parent, 'out'))).rejects.toMatchObject({
        code: expect.stringMatching(/^SET_(DAMAGED|INVALID)$/),
      });
      expect(readdirSync(parent)).toEqual([]);
    },
  );

  it('refuses a set with a link in it', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    symlinkSync(temporaryFolder(), join(path, 'data', 'elsewhere'), 'junction');
    const parent = temporaryFolder();
    await expect(extractBackupSet(path, join(parent, 'out'))).rejects.toMatchObject({ code: 'UNSAFE_PATH' });
    expect(readdirSync(parent)).toEqual([]);
  });

  it.each(['../../evil', '/etc/evil', '..\\evil', '', 'C:evil', '\\\\server'])(
    'lets no original path lead out: %j',
    async (evil) => {
      const { path } = await writeSampleSet(temporaryFolder());
      editLines(path, (line) => (line.kind === 'checkpoint' ? { ...line, path: evil } : line));
      const parent = temporaryFolder();
      await expect(extractBackupSet(path, join(parent, 'a', 'b', 'out'))).rejects.toMatchObject({
        code: expect.stringMatching(/^(UNSAFE_PATH|SET_INVALID)$/),
      });
      expect(readdirSync(join(parent, 'a', 'b'))).toEqual([]);
    },
  );

  it('keeps a path with dots in it inside', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    editLines(path, (line) =>
      line.kind === 'checkpoint' ? { ...line, path: 'C:\\..\\..\\..\\evil' } : line,
    );
    const parent = temporaryFolder();
    await extractBackupSet(path, join(parent, 'out'));
    expect(readdirSync(parent)).toEqual(['out']);
    expect(existsSync(join(parent, 'out', 'C', '.%2E', '.%2E', '.%2E', 'evil'))).toBe(true);
  });

  it.each([
    'data/../../evil',
    '/etc/passwd',
    'data/..\\x',
    'packs/NUL',
    'documents/x',
    'data',
    'data//x',
    'data/C/x:y',
  ])('reads nothing at a place that is none: %j', async (evil) => {
    const { path } = await writeSampleSet(temporaryFolder());
    editLines(path, (line) =>
      line.kind === 'checkpoint' ? { ...line, stored: { ...line.stored, in: evil } } : line,
    );
    await expect(extractBackupSet(path, join(temporaryFolder(), 'out'))).rejects.toMatchObject({
      code: 'SET_INVALID',
    });
  });

  it('removes everything when the disk is full', async (context) => {
    const { path } = await writeSampleSet(temporaryFolder());
    const parent = temporaryFolder();
    if (mountSmall(parent, 'size=1m') === undefined)
      context.skip('needs Linux and root, to mount a small file system');
    await expect(extractBackupSet(path, join(parent, 'out'))).rejects.toMatchObject({
      code: 'INSUFFICIENT_STORAGE',
    });
    expect(readdirSync(parent)).toEqual([]);
  });

  it('rethrows the reason of its signal and leaves nothing behind', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const parent = temporaryFolder();
    const controller = new AbortController();
    const reason = new Error('enough');
    const onProgress = () => controller.abort(reason);
    const extracting = extractBackupSet(path, join(parent, 'out'), { signal: controller.signal, onProgress });
    await expect(extracting).rejects.toBe(reason);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('gives thousands of small files back from several packs', async () => {
    const files = Array.from({ length: 3000 }, (_, index) => ({
      path: `C:\\d${index % 7}\\f${index}`,
      bytes: someBytes(index % 900, index + 1),
    }));
    const { path } = await writeSampleSet(temporaryFolder(), { files });
    const target = join(temporaryFolder(), 'out');
    expect(await extractBackupSet(path, target)).toMatchObject({ files: 3001 });
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    for (const file of files) {
      const out = readFileSync(join(target, ...extractedPath(file.path)));
      expect(digest(out)).toBe(digest(file.bytes));
    }
  });
});
