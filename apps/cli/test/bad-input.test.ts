import { chmod, mkdir, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../src/exit-code.js';
import { backedUpController } from './backed-up-controller.js';
import { run } from './run.js';

const made = backedUpController();

/** A folder in which nothing can be made, by nobody. */
const inProc: [string, (file: string) => string][] =
  process.platform === 'linux' ? [['in /proc', () => '/proc/x/sets']] : [];

describe('Bad input', () => {
  it.each([
    ['no such command', ['restore'], exitCodes.usage],
    ['a missing option', ['backup'], exitCodes.usage],
    ['an unknown backend', ['backup', '--to', 'x', '--backend', 'floppy'], exitCodes.usage],
    ['an unknown Windows', ['simulate', 'x', '--windows', '1999'], exitCodes.usage],
    ['a size that is none', ['simulate', 'x', '--size', 'huge'], exitCodes.usage],
  ])('ends with usage for %s', async (_, args, exitCode) => {
    expect((await run(args)).exitCode).toBe(exitCode);
  });

  it.each([
    ['backup', '--to', '', '--plaintext'],
    ['backup', '--to', 'sets', '--simulated', '', '--plaintext'],
    ['verify', ''],
    ['extract', '', '--to', 'x'],
    ['list', ' '],
    ['inspect', ''],
    ['simulate', ''],
  ])('takes an empty path for a slip in a script, not for the current folder: %s %s %s', async (...args) => {
    const refused = await run(args);
    expect(refused.exitCode, refused.stderr).toBe(exitCodes.usage);
  });

  it.each([
    ['backup', '--to', '--plaintext'],
    ['backup', '--simulated', '--to', 'sets'],
    ['extract', 'set', '--to', '--quiet'],
    ['report', 'set', '--html', '--force'],
  ])('says that the path of an option is missing, whatever stands there: %s %s %s', async (...args) => {
    const refused = await run(args);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(refused.stderr).toContain('It wants a path, and --');
  });

  it('ends with one JSON result also when the command line is wrong', async () => {
    for (const args of [
      ['backup', '--json'],
      ['verify', '--json'],
      ['simulate', 'x', '--size', 'abc', '--json'],
    ]) {
      const wrong = await run(args);
      expect(wrong.exitCode).toBe(exitCodes.usage);
      expect(wrong.result()).toMatchObject({
        event: 'result',
        ok: false,
        exitCode: 2,
        error: { code: 'USAGE' },
      });
    }
  });

  it('refuses a set in the clear that was not asked for by name, and touches nothing', async () => {
    const to = join(made.work, 'clear');
    const refused = await run(['backup', '--simulated', made.dc, '--to', to]);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(refused.stderr).toContain('--plaintext');
    await expect(readdir(to)).rejects.toThrow('ENOENT');
  });

  it('ends with warnings that name what a writer names and the disk lacks, and so does verify', async () => {
    const dc = await made.copyOf(made.dc, 'without-sysvol');
    await rm(join(dc, 'Windows', 'SYSVOL'), { recursive: true });
    await rm(join(dc, 'Windows', 'System32', 'config', 'SAM'));
    const to = join(made.work, 'sets-without-sysvol');
    const backup = await run(['backup', '--simulated', dc, '--to', to, '--plaintext', '--json']);
    expect(backup.exitCode, backup.stdout).toBe(exitCodes.warnings);
    const told = JSON.stringify(backup.result().warnings);
    expect(told).toContain('SYSVOL');
    expect(told).toContain('SAM');
    const verified = await run(['verify', join(to, (await readdir(to))[0] ?? ''), '--json']);
    expect(verified.exitCode).toBe(exitCodes.warnings);
    expect(verified.result()).toMatchObject({ verdict: 'whole', warnings: [{}, {}] });
  });

  it('names a missing simulated folder as a missing source', async () => {
    const missing = await run([
      'backup',
      '--simulated',
      join(made.work, 'nowhere'),
      '--to',
      made.sets,
      '--plaintext',
    ]);
    expect(missing.exitCode).toBe(exitCodes.sourceMissing);
  });

  it.each(['2003', '2022'])(
    'takes a missing ntds.dit for a missing source on Windows %s, and leaves no set',
    async (windows) => {
      const [directory, to] = [
        join(made.work, `no-dit-${windows}`),
        join(made.work, `no-dit-sets-${windows}`),
      ];
      await run(['simulate', directory, '--windows', windows, '--size', '4MiB']);
      await rm(join(directory, 'Windows/NTDS/ntds.dit'));
      const missing = await run(['backup', '--simulated', directory, '--to', to, '--plaintext', '--json']);
      expect([exitCodes.sourceMissing, exitCodes.writerFailed]).toContain(missing.exitCode);
      expect(missing.result()).toMatchObject({ ok: false, error: { message: expect.stringMatching(/./) } });
      await expect(readdir(to)).rejects.toThrow('ENOENT');
    },
  );

  it('refuses to cut logs over VSS before anything is made', async () => {
    const to = join(made.work, 'cut', 'sets');
    const refused = await run([
      ...['backup', '--simulated', made.dc, '--to', to, '--plaintext', '--truncate-logs', '--verbose'],
    ]);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(refused.stderr).toContain('--truncate-logs');
    expect(refused.stderr).not.toContain('→');
    await expect(readdir(join(made.work, 'cut'))).rejects.toThrow('ENOENT');
  });

  it('cuts logs where the backend can', async () => {
    const directory = join(made.work, 'dc-cut');
    await run(['simulate', directory, '--windows', '2003', '--size', '4MiB']);
    const to = join(made.work, 'sets-cut');
    const cut = ['backup', '--simulated', directory, '--to', to, '--plaintext', '--truncate-logs'];
    const backup = await run([...cut, '--verbose']);
    expect(backup.exitCode, backup.stderr).toBe(exitCodes.done);
    expect(backup.stderr).toContain('DsBackupTruncateLogs');
  });

  it('takes away the folders that it made, and no other, when nothing came of a backup', async () => {
    const mine = join(made.work, 'mine');
    await mkdir(mine);
    const directory = await made.copyOf(made.dc, 'no-backup');
    await truncate(join(directory, 'Windows/NTDS/ntds.dit'), 1_000_000);
    for (const to of [mine, join(mine, 'a', 'b')]) {
      const failed = await run(['backup', '--simulated', directory, '--to', to, '--plaintext']);
      expect(failed.exitCode).toBe(exitCodes.verificationFailed);
      expect(await readdir(mine)).toEqual([]);
    }
  });

  it.each([
    ['a file', (file: string) => file],
    ['below a file', (file: string) => join(file, 'sets')],
    ...inProc,
  ])('finds a target that is %s unusable before a shadow copy is made', async (_, targetOf) => {
    const file = join(made.work, 'in-the-way');
    await writeFile(file, 'precious');
    const to = targetOf(file);
    const refused = await run(['backup', '--simulated', made.dc, '--to', to, '--plaintext', '--verbose']);
    expect(refused.exitCode).toBe(exitCodes.targetUnusable);
    expect(refused.stderr).toContain(`Sets can't be written to ${to}`);
    expect(refused.stderr).not.toContain('→');
    expect(await readFile(file, 'utf8')).toBe('precious');
  });

  it.each([
    ['empty', async (path: string) => truncate(path, 0)],
    ['truncated', async (path: string) => truncate(path, 1_000_000)],
    ['no ESE database', async (path: string) => writeFile(path, Buffer.alloc(100_000, 'not ESE '))],
  ])(
    'calls no backup of a database that is %s good, and keeps its bytes only when told to',
    async (what, spoil) => {
      const directory = await made.copyOf(made.dc, `spoilt-${what}`);
      await spoil(join(directory, 'Windows/NTDS/ntds.dit'));
      const to = join(made.work, `spoilt-sets-${what}`);
      const backup = ['backup', '--simulated', directory, '--to', to, '--plaintext', '--json'];
      const refused = await run(backup);
      expect(refused.exitCode, refused.stdout).toBe(exitCodes.verificationFailed);
      expect(refused.result()).toMatchObject({
        error: {
          code: 'SOURCE_DAMAGED',
          hint: 'To keep the bytes all the same, with warnings, add --allow-damaged.',
        },
      });
      await expect(readdir(to)).rejects.toThrow('ENOENT');
      expect((await run([...backup, '--allow-damaged'])).exitCode).toBe(exitCodes.warnings);
      const verified = await run(['verify', join(to, (await readdir(to))[0] ?? ''), '--json']);
      expect(verified.exitCode).toBe(exitCodes.verificationFailed);
      expect(JSON.stringify(verified.result())).toContain('SOURCE_DAMAGED');
    },
  );

  it('names a target that is no folder, and leaves it as it was', async () => {
    const file = join(made.work, 'file');
    await writeFile(file, 'precious');
    const refused = await run(['backup', '--simulated', made.dc, '--to', file, '--plaintext']);
    expect(refused.exitCode).toBe(exitCodes.targetUnusable);
    expect(await readFile(file, 'utf8')).toBe('precious');
  });

  it('never extracts over what is there', async () => {
    const target = join(made.work, 'full');
    await mkdir(target);
    await writeFile(join(target, 'mine'), 'precious');
    expect((await run(['extract', made.set, '--to', target])).exitCode).toBe(exitCodes.targetUnusable);
    expect(await readdir(target)).toEqual(['mine']);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'names a read-only target',
    async () => {
      const target = join(made.work, 'read-only');
      await mkdir(target, { mode: 0o500 });
      const refused = await run(['backup', '--simulated', made.dc, '--to', target, '--plaintext']);
      expect([exitCodes.targetUnusable, exitCodes.accessDenied]).toContain(refused.exitCode);
      await chmod(target, 0o700);
    },
  );

  it('finds a changed byte in a database', async () => {
    const spoilt = await made.copyOf(made.set, 'changed');
    const file = await open(join(spoilt, 'data/C/Windows/NTDS/ntds.dit'), 'r+');
    await file.write(Buffer.from([0x5a]), 0, 1, 123_456);
    await file.close();
    const verified = await run(['verify', spoilt]);
    expect(verified.exitCode).toBe(exitCodes.verificationFailed);
    expect(verified.stdout).toContain('SET_DAMAGED');
    expect((await run(['extract', spoilt, '--to', join(made.work, 'never')])).exitCode).toBe(
      exitCodes.verificationFailed,
    );
    await expect(readdir(join(made.work, 'never'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['is no JSON', () => 'not JSON'],
    ['is cut off', (text: string) => text.slice(0, 100)],
    ['points outside its folder', (text: string) => text.replaceAll('"documents/', '"../../documents/')],
  ])('finds a manifest that %s', async (what, spoil) => {
    const spoilt = await made.copyOf(made.set, `manifest-${what}`);
    const manifest = join(spoilt, 'manifest.json');
    await writeFile(manifest, spoil(await readFile(manifest, 'utf8')));
    expect((await run(['verify', spoilt])).exitCode).toBe(exitCodes.verificationFailed);
    expect((await run(['inspect', spoilt])).exitCode).toBe(exitCodes.verificationFailed);
  });

  it.each([
    ['verify', exitCodes.sourceMissing],
    ['inspect', exitCodes.sourceMissing],
    ['list', exitCodes.sourceMissing],
  ])('%s names a path where nothing is', async (command, exitCode) => {
    expect((await run([command, join(made.work, 'nothing')])).exitCode).toBe(exitCode);
  });

  it('aborts and leaves no set when it is interrupted', async () => {
    const to = join(made.work, 'interrupted');
    const { InterruptedError } = await import('../src/interruption.js');
    const signal = AbortSignal.abort(new InterruptedError('SIGINT', exitCodes.interrupted));
    const interrupted = await run(['backup', '--simulated', made.dc, '--to', to, '--plaintext'], signal);
    expect(interrupted.exitCode).toBe(exitCodes.interrupted);
    expect(await readdir(to).catch(() => [])).toEqual([]);
  });
});
