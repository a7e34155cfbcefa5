import { chmod, cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodeOfVerdict } from '../src/commands/exit-code-of-verdict.js';
import { exitCodes } from '../src/exit-code.js';
import { backedUpController } from './backed-up-controller.js';
import { madeVerdict } from './made-verdict.js';
import { rewriteManifest } from './rewrite-manifest.js';
import { run } from './run.js';

const made = backedUpController();

describe('dsbackup', () => {
  it('takes a simulated domain controller all the way: backup, list, verify, inspect, extract', async () => {
    const verified = await run(['verify', made.set, '--json']);
    expect(verified.exitCode, verified.stdout).toBe(exitCodes.done);
    expect(verified.result()).toMatchObject({ event: 'result', ok: true, verdict: 'whole' });
    expect((await run(['list', made.sets])).stdout).toContain('system state, by vss');
    expect((await run(['inspect', made.set])).stdout).toContain('declared to Windows and accepted');
    const target = join(made.work, 'restored');
    expect((await run(['extract', made.set, '--to', target])).exitCode).toBe(exitCodes.done);
    const source = await readFile(join(made.dc, 'Windows/NTDS/ntds.dit'));
    expect(source.equals(await readFile(join(target, 'C/Windows/NTDS/ntds.dit')))).toBe(true);
  });

  it.each([
    ['2003', 'ntdsbcli', 'directory database only'],
    ['2025', 'vss', 'system state'],
  ])('backs up Windows %s by %s: %s', async (windows, backend, coverage) => {
    const [directory, to] = [join(made.work, `dc-${windows}`), join(made.work, `sets-${windows}`)];
    await run(['simulate', directory, '--windows', windows, '--size', '4MiB']);
    const backup = await run(['backup', '--simulated', directory, '--to', to, '--plaintext', '--json']);
    expect(backup.exitCode, backup.stdout).toBe(exitCodes.done);
    expect(backup.result()).toMatchObject({ ok: true, backend });
    expect((await run(['list', to])).stdout).toContain(`${coverage}, by ${backend}`);
  });

  it('tells the backend and why with doctor', async () => {
    const doctor = await run(['doctor', '--simulated', made.dc, '--json']);
    expect(doctor.result()).toMatchObject({ choice: { backend: 'vss' } });
    const old = await run([
      'simulate',
      join(made.work, 'dc2003'),
      '--windows',
      '2003',
      '--size',
      '1MiB',
      '--quiet',
    ]);
    expect(old.exitCode).toBe(exitCodes.done);
    const legacy = await run(['doctor', '--simulated', join(made.work, 'dc2003')]);
    expect(legacy.stdout).toMatch(
      /ntdsbcli\.dll: {2}yes, with(out)? the undocumented DsRestoreCheckExpiryToken/,
    );
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
    expect((await run(['list', made.sets, '--verbose'])).exitCode).toBe(exitCodes.done);
  });

  it('gives commands to copy whose paths are in quotes where a shell would take them apart', async () => {
    const [directory, to] = [join(made.work, 'my dc'), join(made.work, 'my sets')];
    const [open, close] = process.platform === 'win32' ? ['"', '"'] : ["'", "'"];
    const simulated = await run(['simulate', directory, '--size', '4MiB']);
    expect(simulated.stdout).toContain(`--simulated ${open}${directory}${close} --to`);
    const backup = await run(['backup', '--simulated', directory, '--to', to, '--plaintext']);
    const written = join(to, (await readdir(to))[0] ?? '');
    expect(backup.stdout).toContain(`Next: dsbackup verify ${open}${written}${close}\n`);
    await cp(written, `${written}-2.partial`, { recursive: true });
    expect((await run(['list', to])).stdout).toContain(
      `dsbackup adopt ${open}${written}-2.partial${close}\n`,
    );
  });

  it('finishes a set with adopt, and names whatever should be looked into', async () => {
    const whole = await made.copyOf(made.set, 'adoptable.partial');
    const adopted = await run(['adopt', whole, '--json']);
    expect(adopted.exitCode, adopted.stdout).toBe(exitCodes.done);
    expect(adopted.result()).toMatchObject({ set: join(made.work, 'adoptable'), warnings: [], problems: [] });
    const warned = await made.copyOf(made.set, 'undeclared.partial');
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
    const copy = await made.copyOf(made.set, 'adopted');
    await made.copyOf(made.set, 'adopted.partial');
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
    const refused = await run(['simulate', join(made.work, 'huge'), '--size', '17TiB']);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(refused.stderr).toContain('it has from 524288 to 17592186036224.');
  });

  it.each(['ntds.dit', 'edb.log', 'edb.chk'])('tells what %s is', async (name) => {
    const inspected = await run(['inspect', join(made.dc, 'Windows/NTDS', name)]);
    expect(inspected.exitCode, inspected.stderr).toBe(exitCodes.done);
    expect(inspected.stdout).toMatch(/ESE (database|log|checkpoint)/);
  });

  it('writes one JSON object a line on stdout with --json, the result last, and nothing on stderr', async () => {
    const { stdout, stderr } = await run(['verify', made.set, '--json', '--verbose']);
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
      const denied = await made.copyOf(made.set, 'denied');
      await chmod(join(denied, 'data/C/Windows/NTDS/ntds.dit'), 0);
      const verified = await run(['verify', denied]);
      expect(verified.exitCode).toBe(exitCodes.windowsFailure);
      expect(verified.stdout).toContain(`${denied}: NOT ALL OF IT COULD BE READ, `);
    },
  );

  it('says "whole, with warnings" where there are any, and each of them once', async () => {
    const warned = await made.copyOf(made.set, 'warned');
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
    const untroubled = await run(['verify', made.set]);
    expect(untroubled.stdout).toContain(`${made.set}: whole, `);
    expect(untroubled.stdout).not.toContain('warning');
  });
});
