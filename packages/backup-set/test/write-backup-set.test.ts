import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BackupDriver, DsBackupError, startBackupSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { adoptPartialSet, readBackupSet, verifyBackupSet, writeBackupSet } from '../src/index.js';
import { memoryDriver, unreadable } from './memory-driver.js';
import { useSmallFileSystems } from './small-file-system.js';
import { useTemporaryFolders } from './temporary-folder.js';
import {
  sampleCheckpoint,
  sampleFiles,
  someBytes,
  writeOptions,
  writeSampleSet,
} from './write-sample-set.js';

const temporaryFolder = useTemporaryFolders();
const mountSmall = useSmallFileSystems();
const name = 'DC01-20261122T154500Z';
const shallow = { databases: false };
const linesOf = (set: string) =>
  readFileSync(join(set, 'files.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('writeBackupSet', () => {
  it('refuses a set in the clear that was not asked for by name, and touches nothing', async () => {
    const target = join(temporaryFolder(), 'sets');
    const driver = memoryDriver({ files: sampleFiles });
    await using session = await startBackupSession(driver);
    const refused = writeBackupSet(session, target, { ...writeOptions, plaintext: false });
    await expect(refused).rejects.toMatchObject({ code: 'PLAINTEXT_REFUSED' });
    expect(existsSync(target)).toBe(false);
    expect(driver.calls).toEqual(['prepare']);
    expect(session.state).toBe('open');
  });

  it('names the set after computer and time, closed to others', async () => {
    const target = join(temporaryFolder(), 'new', 'sets');
    const { path } = await writeSampleSet(target, {}, { source: { computerName: 'dc/../1', system: '' } });
    expect(path).toBe(join(target, 'dc____1-20261122T154500Z'));
    expect(readdirSync(target)).toEqual(['dc____1-20261122T154500Z']);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('writes a line for everything listed, with what the backend said of it', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const lines = linesOf(path);
    expect(lines.filter((line) => 'path' in line).map((line) => line.path)).toEqual(
      sampleFiles.map((file) => file.path),
    );
    expect(lines).toContainEqual({ securityDescriptor: 'O:BAG:SYD:(A;;FA;;;BA)', id: 0 });
    expect(lines.filter((line) => line.securityDescriptor === 0)).toHaveLength(2);
    expect(lines[0]).toMatchObject({ kind: 'checkpoint', list: 'databases', attachmentType: 0x80000004 });
    expect(lines).toContainEqual({
      path: 'C:\\Windows\\SYSVOL\\sysvol\\corp.example',
      list: 'others',
      kind: 'reparse-point',
      component: 'test',
      attributes: 0x410,
      reparseTarget: 'C:\\Windows\\SYSVOL\\domain',
    });
  });

  it('puts small plain files into packs that any tar lists, and the rest by itself', async () => {
    const { path } = await writeSampleSet(temporaryFolder());
    const listed = execFileSync('tar', ['-tf', 'packs/0001.tar'], {
      cwd: path,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    const names = listed.toString().trimEnd().split(/\r?\n/);
    expect(names.slice(1)).toEqual(['C/Windows/SYSVOL/domain/nothing.txt', 'DC01/C$/share.bin']);
    // The console of Windows has letters of its own.
    if (process.platform !== 'win32') expect(names[0]).toBe('C/Windows/SYSVOL/domain/Größe 100%25.txt');
    expect(readFileSync(join(path, 'data/C/Windows/NTDS/edb.chk')).equals(sampleCheckpoint)).toBe(true);
    expect(
      readFileSync(join(path, 'data/C/Windows/System32/config/SYSTEM')).equals(someBytes(1_500_000, 5)),
    ).toBe(true);
  });

  it('begins a new pack at 64 MiB, and keeps files of just under and just 1 MiB apart', async () => {
    const mebibyte = 1024 * 1024;
    const files = Array.from({ length: 70 }, (_, index) => ({
      path: `C:\\f${index}`,
      patternBytes: mebibyte - 1,
    }));
    const { path, manifest } = await writeSampleSet(temporaryFolder(), {
      files: [...files, { path: 'C:\\whole', patternBytes: mebibyte }],
    });
    expect(readdirSync(join(path, 'packs'))).toEqual(['0001.tar', '0002.tar']);
    expect(readdirSync(join(path, 'data', 'C'))).toEqual(['Windows', 'whole']);
    expect(manifest.totals).toMatchObject({ files: 72, packs: 2 });
    expect(await verifyBackupSet(path, shallow)).toMatchObject({ verdict: 'whole', files: 72 });
  });

  it('gives files whose names differ only in case or composition places that no file system mixes up', async () => {
    const big = (path: string, seed: number) => ({ path, bytes: someBytes(1_100_000, seed) });
    const { path } = await writeSampleSet(temporaryFolder(), {
      files: [
        big('C:\\a\\File', 1),
        big('C:\\A\\file', 2),
        big('C:\\a\\\u00e9', 3),
        big('C:\\a\\e\u0301', 4),
      ],
    });
    const places = linesOf(path).map((line) => line.stored.in);
    expect(places.slice(1)).toEqual([
      'data/C/a/File',
      'data/C/A/file%~2',
      'data/C/a/\u00e9',
      'data/C/a/e\u0301%~2',
    ]);
  });

  it('has everything on disk before success is declared, and a name only after it', async () => {
    const target = temporaryFolder();
    const seen: Record<string, string[]> = {};
    await writeSampleSet(target, {
      before: (call) => {
        if (call === 'commit') seen[call] = readdirSync(join(target, `${name}.partial`)).sort();
        if (call === 'release') seen[call] = readdirSync(target);
      },
    });
    expect(seen).toEqual({ commit: ['data', 'draft', 'files.ndjson', 'packs'], release: [name] });
  });

  it('keeps the documents in their final form, and every byte of the token', async () => {
    const { path, manifest } = await writeSampleSet(temporaryFolder(), {
      coverage: 'directory-database',
      finalDocuments: [{ name: 'backup-components.xml', bytes: Buffer.from('<final/>') }],
      expiryToken: someBytes(64, 9),
    });
    expect(manifest.coverage).toBe('directory-database');
    expect(readFileSync(join(path, 'documents', 'backup-components.xml'), 'utf8')).toBe('<final/>');
    expect(readFileSync(join(path, 'documents', 'expiry-token.bin')).equals(someBytes(64, 9))).toBe(true);
    expect((await verifyBackupSet(path, shallow)).verdict).toBe('whole');
  });

  it('leaves out a file that can not be read, by name, and warns', async () => {
    const bad = 'C:\\Windows\\System32\\config\\SYSTEM';
    let reads = 0;
    const { path, receipt, warnings, manifest } = await writeSampleSet(temporaryFolder(), {
      before: (call, file) => {
        if (call === 'read' && file === bad && ++reads === 2) throw unreadable(file);
      },
    });
    expect(receipt.components).toContainEqual(
      expect.objectContaining({ component: 'Registry', succeeded: false }),
    );
    expect(warnings).toEqual([expect.stringContaining(bad)]);
    expect(linesOf(path)).toContainEqual(
      expect.objectContaining({ path: bad, skipped: expect.stringContaining('FILE_UNREADABLE') }),
    );
    expect(manifest.totals.skipped).toBe(1);
    expect(existsSync(join(path, 'data', 'C', 'Windows', 'System32', 'config', 'SYSTEM'))).toBe(false);
    const { verdict, warnings: told } = await verifyBackupSet(path, shallow);
    expect(verdict).toBe('whole');
    expect(told).toEqual([
      { path: 'Registry', message: 'The component was not backed up whole: 1 file was left out.' },
    ]);
  });

  it('ends at a file that can not be read where that was asked for', async () => {
    const target = temporaryFolder();
    const before = (call: string, file: string) => {
      if (call === 'open' && file.endsWith('SYSTEM')) throw unreadable(file);
    };
    const writing = writeSampleSet(target, { before }, { onUnreadable: 'fail' });
    await expect(writing).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(readdirSync(target)).toEqual([]);
  });

  it.each(['databases', 'logs', 'open', 'read', 'close', 'documents', 'commit'])(
    'aborts and leaves nothing behind when %s fails',
    async (failing) => {
      const target = temporaryFolder();
      const failure = new DsBackupError({ code: 'NATIVE_FAILURE', message: 'no', scope: 'session' });
      const driver = memoryDriver({
        files: sampleFiles,
        documents: [],
        before: (call) => {
          if (call === failing) throw failure;
        },
      });
      await using session = await startBackupSession(driver);
      await expect(writeBackupSet(session, target, writeOptions)).rejects.toBe(failure);
      expect(driver.calls).toContain('abort');
      expect(readdirSync(target)).toEqual([]);
    },
  );

  it('keeps everything when cutting logs fails, since what is cut is nowhere else, and says where', async () => {
    const target = temporaryFolder();
    const before = (call: string) => {
      if (call === 'commit')
        throw new DsBackupError({ code: 'NATIVE_FAILURE', message: 'no.', scope: 'session' });
    };
    const writing = writeSampleSet(target, { before }, { truncateLogs: true });
    await expect(writing).rejects.toMatchObject({
      code: 'NATIVE_FAILURE',
      hint: expect.stringContaining('.partial'),
    });
    expect(readdirSync(target)).toEqual([`${name}.partial`]);
    const { path, manifest } = await adoptPartialSet(join(target, `${name}.partial`));
    expect(manifest).toMatchObject({ completion: 'undeclared' });
    expect(await verifyBackupSet(path, shallow)).toMatchObject({
      verdict: 'whole',
      warnings: [{ path: 'manifest.json' }],
    });
  });

  it('keeps everything when the set can not get its name after success was declared', async () => {
    const target = temporaryFolder();
    const writing = writeSampleSet(target, {
      before: (call) => {
        if (call === 'commit') mkdirSync(join(target, name));
      },
    });
    await expect(writing).rejects.toMatchObject({
      code: 'TARGET_EXISTS',
      hint: expect.stringContaining('.partial'),
    });
    expect(readdirSync(target).sort()).toEqual([name, `${name}.partial`]);
    const moved = join(temporaryFolder(), `${name}.partial`);
    cpSync(join(target, `${name}.partial`), moved, { recursive: true });
    const { path } = await adoptPartialSet(moved);
    expect((await readBackupSet(path)).manifest.completion).toBe('declared');
  });

  it('takes the next name when another backup of the same second has or had the first, and writes over nothing', async () => {
    const target = temporaryFolder();
    const { path } = await writeSampleSet(target);
    const before = readFileSync(join(path, 'manifest.json'));
    mkdirSync(join(target, `${name}-2.partial`));
    const { path: third, manifest } = await writeSampleSet(target);
    expect(third).toBe(join(target, `${name}-3`));
    expect(manifest.name).toBe(`${name}-3`);
    expect(readFileSync(join(path, 'manifest.json')).equals(before)).toBe(true);
    expect(readdirSync(target).sort()).toEqual([name, `${name}-2.partial`, `${name}-3`]);
  });

  it('gives each of many backups that begin at once a name of its own', async () => {
    const target = temporaryFolder();
    const written = await Promise.all(Array.from({ length: 9 }, () => writeSampleSet(target)));
    const names = written.map(({ path }) => basename(path)).sort();
    expect(names).toEqual([name, ...[2, 3, 4, 5, 6, 7, 8, 9].map((suffix) => `${name}-${suffix}`)]);
    for (const { path, manifest } of written) expect(manifest.name).toBe(basename(path));
    await expect(writeSampleSet(target)).rejects.toMatchObject({ code: 'TARGET_EXISTS' });
  }, 60_000);

  it('rejects a target that is a file', async () => {
    const target = join(temporaryFolder(), 'file');
    writeFileSync(target, '');
    await expect(writeSampleSet(target)).rejects.toMatchObject({ code: 'TARGET_EXISTS' });
    await expect(writeSampleSet(join(target, 'below'))).rejects.toMatchObject({ code: 'TARGET_UNWRITABLE' });
  });

  it('rejects a full target and leaves nothing on it', async (context) => {
    const target = temporaryFolder();
    if (mountSmall(target, 'size=1m') === undefined)
      context.skip('needs Linux and root, to mount a small file system');
    const writing = writeSampleSet(target);
    await expect(writing).rejects.toMatchObject({
      code: 'INSUFFICIENT_STORAGE',
      native: { symbol: 'ENOSPC' },
    });
    expect(readdirSync(target)).toEqual([]);
  });

  it('rejects a target that is read-only', async (context) => {
    const target = temporaryFolder();
    if (mountSmall(target, 'ro') === undefined)
      context.skip('needs Linux and root, to mount a read-only file system');
    for (const folder of [target, join(target, 'new', 'sets')]) {
      await expect(writeSampleSet(folder)).rejects.toMatchObject({
        code: 'TARGET_UNWRITABLE',
        message: expect.stringContaining('read-only'),
        native: { symbol: 'EROFS' },
      });
    }
  });

  it('tells the first error by its code when giving up fails as well, and both in its cause', async () => {
    const first = new DsBackupError({
      code: 'INSUFFICIENT_STORAGE',
      message: 'first.',
      hint: 'free space',
      scope: 'session',
    });
    const second = new DsBackupError({ code: 'NATIVE_FAILURE', message: 'second.', scope: 'session' });
    const target = temporaryFolder();
    const driver: BackupDriver = memoryDriver({
      files: sampleFiles,
      before: (call) => {
        if (call === 'logs') throw first;
        if (call === 'abort') throw second;
      },
    });
    await using session = await startBackupSession(driver);
    await expect(writeBackupSet(session, target, writeOptions)).rejects.toMatchObject({
      code: 'INSUFFICIENT_STORAGE',
      message: 'first. Giving up failed as well: second.',
      hint: 'free space',
      cause: { errors: [first, second] },
    });
    expect(readdirSync(target)).toEqual([]);
  });

  it('rethrows the reason of its signal also when giving up fails', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const driver = memoryDriver({
      files: sampleFiles,
      before: (call) => {
        if (call === 'read') controller.abort(reason);
        if (call === 'abort') throw new DsBackupError({ code: 'NATIVE_FAILURE', message: 'no.' });
      },
    });
    await using session = await startBackupSession(driver);
    const { signal } = controller;
    const writing = writeBackupSet(session, temporaryFolder(), { ...writeOptions, signal });
    await expect(writing).rejects.toBe(reason);
    expect(driver.calls).toContain('abort');
  });

  it('stays a bug of its own when giving up fails after one', async () => {
    const bug = new TypeError('a bug');
    const writing = writeSampleSet(temporaryFolder(), {
      before: (call) => {
        if (call === 'documents') throw bug;
        if (call === 'abort') throw new DsBackupError({ code: 'NATIVE_FAILURE', message: 'no.' });
      },
    });
    const error = await writing.catch((thrown: unknown) => thrown);
    expect(DsBackupError.is(error)).toBe(false);
    expect(error).toMatchObject({ errors: [bug, { code: 'NATIVE_FAILURE' }] });
  });

  it('gives up at once when its signal says so, and rethrows the reason', async () => {
    const target = temporaryFolder();
    const controller = new AbortController();
    const reason = new Error('enough');
    const onProgress = () => controller.abort(reason);
    await expect(writeSampleSet(target, {}, { signal: controller.signal, onProgress })).rejects.toBe(reason);
    expect(readdirSync(target)).toEqual([]);
  });

  it('tells progress that only grows, and survives a handler that throws', async () => {
    const told: number[] = [];
    const { manifest } = await writeSampleSet(
      temporaryFolder(),
      {},
      {
        onProgress: ({ bytes }) => {
          told.push(bytes);
          throw new Error('a broken display');
        },
      },
    );
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(manifest.totals.contentBytes);
  });

  it('rejects a file that has no place in a set', async () => {
    const target = temporaryFolder();
    const writing = writeSampleSet(target, { files: [{ path: '..\\..\\etc', bytes: someBytes(10) }] });
    await expect(writing).rejects.toMatchObject({ code: 'UNSAFE_PATH' });
    expect(readdirSync(target)).toEqual([]);
  });

  it('rejects a document whose name is no plain file name', async () => {
    const documents = [{ name: '../x.xml', bytes: someBytes(3) }];
    await expect(writeSampleSet(temporaryFolder(), { documents })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('has the folder protected before anything is put into it', async () => {
    const target = temporaryFolder();
    const seen: string[][] = [];
    const protectFolder = async (folder: string) => {
      seen.push([folder, ...readdirSync(folder)]);
    };
    await writeSampleSet(target, {}, { protectFolder });
    expect(seen).toEqual([[join(target, `${name}.partial`)]]);
    const failing = async () => {
      throw new DsBackupError({ code: 'ACCESS_DENIED', message: 'no' });
    };
    const other = { protectFolder: failing, source: { computerName: 'DC02', system: '' } };
    await expect(writeSampleSet(target, {}, other)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(readdirSync(target)).toEqual([name]);
  });
});
