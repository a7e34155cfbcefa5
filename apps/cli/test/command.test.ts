import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodeOfVerdict } from '../src/commands/exit-code-of-verdict.js';
import { exitCodes } from '../src/exit-code.js';
import { madeVerdict } from './made-verdict.js';
import { rewriteManifest } from './rewrite-manifest.js';
import { run } from './run.js';

let work: string;
let dc: string;
let sets: string;
let set: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'dsbackup-cli-'));
  [dc, sets] = [join(work, 'dc'), join(work, 'sets')];
  const simulated = await run(['simulate', dc, '--size', '4MiB', '--quiet']);
  expect(simulated.exitCode, simulated.stderr).toBe(exitCodes.done);
  const backup = await run(['backup', '--simulated', dc, '--to', sets, '--plaintext', '--quiet']);
  expect(backup.exitCode, backup.stderr).toBe(exitCodes.done);
  set = join(sets, (await readdir(sets))[0] ?? '');
});
afterAll(() => rm(work, { recursive: true, force: true }));

/** A copy of the set, or of the domain controller, to spoil. */
async function copyOf(source: string, name: string): Promise<string> {
  const copy = join(work, name);
  await cp(source, copy, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  return copy;
}

describe('dsbackup', () => {
  it('takes a simulated domain controller all the way: backup, list, verify, inspect, extract', async () => {
    const verified = await run(['verify', set, '--json']);
    expect(verified.exitCode, verified.stdout).toBe(exitCodes.done);
    expect(verified.result()).toMatchObject({ event: 'result', ok: true, verdict: 'whole' });
    expect((await run(['list', sets])).stdout).toContain('system state, by vss');
    expect((await run(['inspect', set])).stdout).toContain('declared to Windows and accepted');
    const target = join(work, 'restored');
    expect((await run(['extract', set, '--to', target])).exitCode).toBe(exitCodes.done);
    const source = await readFile(join(dc, 'Windows/NTDS/ntds.dit'));
    expect(source.equals(await readFile(join(target, 'C/Windows/NTDS/ntds.dit')))).toBe(true);
  });

  it.each([
    ['2003', 'ntdsbcli', 'directory database only'],
    ['2025', 'vss', 'system state'],
  ])('backs up Windows %s by %s: %s', async (windows, backend, coverage) => {
    const [directory, to] = [join(work, `dc-${windows}`), join(work, `sets-${windows}`)];
    await run(['simulate', directory, '--windows', windows, '--size', '4MiB']);
    const backup = await run(['backup', '--simulated', directory, '--to', to, '--plaintext', '--json']);
    expect(backup.exitCode, backup.stdout).toBe(exitCodes.done);
    expect(backup.result()).toMatchObject({ ok: true, backend });
    expect((await run(['list', to])).stdout).toContain(`${coverage}, by ${backend}`);
  });

  it('tells the backend and why with doctor', async () => {
    const doctor = await run(['doctor', '--simulated', dc, '--json']);
    expect(doctor.result()).toMatchObject({ choice: { backend: 'vss' } });
    if (process.platform !== 'win32') expect((await run(['doctor'])).exitCode).toBe(exitCodes.noBackend);
  });

  it('finds no domain controller with doctor where there is none', async () => {
    const doctor = await run(['doctor', '--simulated', import.meta.dirname]);
    expect(doctor.exitCode).toBe(exitCodes.sourceMissing);
    expect(doctor.stderr).toContain('it has no Windows/NTDS/ntds.dit');
  });

  it('offers --verbose only where Windows is called, and takes it everywhere', async () => {
    for (const command of ['backup', 'verify', 'list', 'report', 'inspect', 'extract', 'doctor']) {
      const { stdout } = await run([command, '--help']);
      expect(stdout.includes('--verbose'), command).toBe(command === 'backup');
    }
    expect((await run(['list', sets, '--verbose'])).exitCode).toBe(exitCodes.done);
  });

  it('gives commands to copy whose paths are in quotes where a shell would take them apart', async () => {
    const [directory, to] = [join(work, 'my dc'), join(work, 'my sets')];
    const [open, close] = process.platform === 'win32' ? ['"', '"'] : ["'", "'"];
    const simulated = await run(['simulate', directory, '--size', '4MiB']);
    expect(simulated.stdout).toContain(`--simulated ${open}${directory}${close} --to`);
    const backup = await run(['backup', '--simulated', directory, '--to', to, '--plaintext']);
    const made = join(to, (await readdir(to))[0] ?? '');
    expect(backup.stdout).toContain(`Next: dsbackup verify ${open}${made}${close}\n`);
    await cp(made, `${made}-2.partial`, { recursive: true });
    expect((await run(['list', to])).stdout).toContain(`dsbackup adopt ${open}${made}-2.partial${close}\n`);
  });

  it('finishes a set with adopt, and names whatever should be looked into', async () => {
    const whole = await copyOf(set, 'adoptable.partial');
    const adopted = await run(['adopt', whole, '--json']);
    expect(adopted.exitCode, adopted.stdout).toBe(exitCodes.done);
    expect(adopted.result()).toMatchObject({ set: join(work, 'adoptable'), warnings: [], problems: [] });
    const warned = await copyOf(set, 'undeclared.partial');
    await rewriteManifest(warned, (manifest) => ({
      ...manifest,
      completion: 'undeclared',
      logsTruncated: undefined,
    }));
    const told = await run(['adopt', warned]);
    expect(told.exitCode).toBe(exitCodes.warnings);
    expect(told.stdout).toContain('  warning: manifest.json: The program ended before it knew');
  });

  it('says what to do about a set that was adopted before', async () => {
    const copy = await copyOf(set, 'adopted');
    await copyOf(set, 'adopted.partial');
    const refused = await run(['adopt', `${copy}.partial`]);
    expect(refused.exitCode).toBe(exitCodes.targetUnusable);
    expect(refused.stderr).toContain('It may be this very set, adopted before.');
    expect(refused.stderr).not.toContain('backup again');
  });

  it.runIf(process.platform === 'linux')('says that nothing can be simulated in /proc', async () => {
    const refused = await run(['simulate', '/proc/x']);
    expect(refused.exitCode).toBe(exitCodes.targetUnusable);
    expect(refused.stderr).toContain('/proc/x cannot be made: ENOENT');
  });

  it('says how large a simulated database can be', async () => {
    const refused = await run(['simulate', join(work, 'huge'), '--size', '17TiB']);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(refused.stderr).toContain('it has from 524288 to 17592186036224.');
  });

  it.each(['ntds.dit', 'edb.log', 'edb.chk'])('tells what %s is', async (name) => {
    const inspected = await run(['inspect', join(dc, 'Windows/NTDS', name)]);
    expect(inspected.exitCode, inspected.stderr).toBe(exitCodes.done);
    expect(inspected.stdout).toMatch(/ESE (database|log|checkpoint)/);
  });

  it('writes one JSON object a line on stdout with --json, the result last, and nothing on stderr', async () => {
    const { stdout, stderr } = await run(['verify', set, '--json', '--verbose']);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(events.at(-1)?.event).toBe('result');
    expect(events.filter(({ event }) => event === 'result')).toHaveLength(1);
    expect(stderr).toBe('');
  });

  it('lists every exit code and an example in its help', async () => {
    const { stdout, exitCode } = await run(['--help']);
    expect(exitCode).toBe(exitCodes.done);
    for (const code of Object.values(exitCodes)) expect(stdout).toContain(` ${code}  `);
    expect(stdout).toContain('dsbackup simulate dc');
  });
});

describe('dsbackup verify', () => {
  it.each([
    ['whole', [], exitCodes.done],
    ['whole', [{ path: 'x', message: 'a warning' }], exitCodes.warnings],
    ['damaged', [], exitCodes.verificationFailed],
    ['unreadable', [], exitCodes.windowsFailure],
  ] as const)('ends a set that is %s, with the warnings %j, with %i', (verdict, warnings, exitCode) => {
    expect(exitCodeOfVerdict({ ...madeVerdict, verdict, warnings })).toBe(exitCode);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'calls nothing damaged that it may not read',
    async () => {
      const denied = await copyOf(set, 'denied');
      await chmod(join(denied, 'data/C/Windows/NTDS/ntds.dit'), 0);
      const verified = await run(['verify', denied]);
      expect(verified.exitCode).toBe(exitCodes.windowsFailure);
      expect(verified.stdout).toContain(`${denied}: NOT ALL OF IT COULD BE READ, `);
    },
  );

  it('says "whole, with warnings" where there are any, and each of them once', async () => {
    const warned = await copyOf(set, 'warned');
    await rewriteManifest(warned, (manifest) => ({
      ...manifest,
      completion: 'undeclared',
      logsTruncated: undefined,
      components: [{ component: 'A component', succeeded: false, files: 1, bytes: 1, skipped: 2 }],
      warnings: ['a warning of the backup'],
    }));
    const verified = await run(['verify', warned]);
    expect(verified.exitCode).toBe(exitCodes.warnings);
    expect(verified.stdout).toContain(`${warned}: whole, with warnings, `);
    for (const words of ['A component', 'a warning of the backup', 'ended before it knew']) {
      expect(verified.stdout.split(words)).toHaveLength(2);
    }
    const told = (await run(['verify', warned, '--json'])).result();
    expect(told).toMatchObject({ verdict: 'whole', exitCode: exitCodes.warnings });
    expect(told.warnings).toHaveLength(3);
    const untroubled = await run(['verify', set]);
    expect(untroubled.stdout).toContain(`${set}: whole, `);
    expect(untroubled.stdout).not.toContain('warning');
  });
});

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
    const to = join(work, 'clear');
    const refused = await run(['backup', '--simulated', dc, '--to', to]);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(refused.stderr).toContain('--plaintext');
    await expect(readdir(to)).rejects.toThrow('ENOENT');
  });

  it('names a missing simulated folder as a missing source', async () => {
    const missing = await run(['backup', '--simulated', join(work, 'nowhere'), '--to', sets, '--plaintext']);
    expect(missing.exitCode).toBe(exitCodes.sourceMissing);
  });

  it.each(['2003', '2022'])(
    'takes a missing ntds.dit for a missing source on Windows %s, and leaves no set',
    async (windows) => {
      const [directory, to] = [join(work, `no-dit-${windows}`), join(work, `no-dit-sets-${windows}`)];
      await run(['simulate', directory, '--windows', windows, '--size', '4MiB']);
      await rm(join(directory, 'Windows/NTDS/ntds.dit'));
      const missing = await run(['backup', '--simulated', directory, '--to', to, '--plaintext', '--json']);
      expect([exitCodes.sourceMissing, exitCodes.writerFailed]).toContain(missing.exitCode);
      expect(missing.result()).toMatchObject({ ok: false, error: { message: expect.stringMatching(/./) } });
      await expect(readdir(to)).rejects.toThrow('ENOENT');
    },
  );

  it('refuses to cut logs over VSS before anything is made', async () => {
    const to = join(work, 'cut', 'sets');
    const refused = await run([
      ...['backup', '--simulated', dc, '--to', to, '--plaintext', '--truncate-logs', '--verbose'],
    ]);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(refused.stderr).toContain('--truncate-logs');
    expect(refused.stderr).not.toContain('→');
    await expect(readdir(join(work, 'cut'))).rejects.toThrow('ENOENT');
  });

  it('cuts logs where the backend can', async () => {
    const directory = join(work, 'dc-cut');
    await run(['simulate', directory, '--windows', '2003', '--size', '4MiB']);
    const to = join(work, 'sets-cut');
    const cut = ['backup', '--simulated', directory, '--to', to, '--plaintext', '--truncate-logs'];
    const backup = await run([...cut, '--verbose']);
    expect(backup.exitCode, backup.stderr).toBe(exitCodes.done);
    expect(backup.stderr).toContain('DsBackupTruncateLogs');
  });

  it('takes away the folders that it made, and no other, when nothing came of a backup', async () => {
    const mine = join(work, 'mine');
    await mkdir(mine);
    const directory = await copyOf(dc, 'no-backup');
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
    const file = join(work, 'in-the-way');
    await writeFile(file, 'precious');
    const to = targetOf(file);
    const refused = await run(['backup', '--simulated', dc, '--to', to, '--plaintext', '--verbose']);
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
      const directory = await copyOf(dc, `spoilt-${what}`);
      await spoil(join(directory, 'Windows/NTDS/ntds.dit'));
      const to = join(work, `spoilt-sets-${what}`);
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
    const file = join(work, 'file');
    await writeFile(file, 'precious');
    const refused = await run(['backup', '--simulated', dc, '--to', file, '--plaintext']);
    expect(refused.exitCode).toBe(exitCodes.targetUnusable);
    expect(await readFile(file, 'utf8')).toBe('precious');
  });

  it('never extracts over what is there', async () => {
    const target = join(work, 'full');
    await mkdir(target);
    await writeFile(join(target, 'mine'), 'precious');
    expect((await run(['extract', set, '--to', target])).exitCode).toBe(exitCodes.targetUnusable);
    expect(await readdir(target)).toEqual(['mine']);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'names a read-only target',
    async () => {
      const target = join(work, 'read-only');
      await mkdir(target, { mode: 0o500 });
      const refused = await run(['backup', '--simulated', dc, '--to', target, '--plaintext']);
      expect([exitCodes.targetUnusable, exitCodes.accessDenied]).toContain(refused.exitCode);
      await chmod(target, 0o700);
    },
  );

  it('finds a changed byte in a database', async () => {
    const spoilt = await copyOf(set, 'changed');
    const file = await open(join(spoilt, 'data/C/Windows/NTDS/ntds.dit'), 'r+');
    await file.write(Buffer.from([0x5a]), 0, 1, 123_456);
    await file.close();
    const verified = await run(['verify', spoilt]);
    expect(verified.exitCode).toBe(exitCodes.verificationFailed);
    expect(verified.stdout).toContain('SET_DAMAGED');
    expect((await run(['extract', spoilt, '--to', join(work, 'never')])).exitCode).toBe(
      exitCodes.verificationFailed,
    );
    await expect(readdir(join(work, 'never'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['is no JSON', () => 'not JSON'],
    ['is cut off', (text: string) => text.slice(0, 100)],
    ['points outside its folder', (text: string) => text.replaceAll('"documents/', '"../../documents/')],
  ])('finds a manifest that %s', async (what, spoil) => {
    const spoilt = await copyOf(set, `manifest-${what}`);
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
    expect((await run([command, join(work, 'nothing')])).exitCode).toBe(exitCode);
  });

  it('aborts and leaves no set when it is interrupted', async () => {
    const to = join(work, 'interrupted');
    const { InterruptedError } = await import('../src/interruption.js');
    const signal = AbortSignal.abort(new InterruptedError('SIGINT', exitCodes.interrupted));
    const interrupted = await run(['backup', '--simulated', dc, '--to', to, '--plaintext'], signal);
    expect(interrupted.exitCode).toBe(exitCodes.interrupted);
    expect(await readdir(to).catch(() => [])).toEqual([]);
  });
});
