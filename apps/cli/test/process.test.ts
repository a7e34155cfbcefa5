import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../src/exit-code.js';
import { run } from './run.js';

const bin = join(import.meta.dirname, '../bin/dsbackup.js');
const built = existsSync(join(import.meta.dirname, '../dist/index.js'));
if (!built)
  console.warn('\n*** The command as a process is not tested: it is not built. To build it: npm run build\n');
const full = process.env.DSBACKUP_FULL === '1';

let work: string;
let dc: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'dsbackup-process-'));
  dc = join(work, 'dc');
  await run(['simulate', dc, '--size', full ? '256MiB' : '64MiB', '--sysvol-files', '500', '--quiet']);
}, 120_000);
afterAll(() => rm(work, { recursive: true, force: true }));

function start(args: readonly string[]): ChildProcess & { readonly output: () => string } {
  let output = '';
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return Object.assign(child, { output: () => output });
}

function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.skipIf(!built)('The command as a process', () => {
  it('ends with 0 and the help', async () => {
    const child = start(['--help']);
    expect(await ended(child)).toBe(exitCodes.done);
    expect(child.output()).toContain('Exit codes:');
  });

  it.skipIf(process.platform === 'win32').each([
    ['2>/dev/full', exitCodes.done],
    ['>/dev/full', exitCodes.windowsFailure],
    ['| true', exitCodes.done],
  ])(
    'does its work though its output is lost, and calls nothing a success whose result is lost to a full disk: %s',
    async (redirection, exitCode) => {
      const to = join(work, `sets-lost-${redirection.replaceAll(/\W/g, '')}`);
      const command = `"${process.execPath}" "${bin}" backup --simulated "${dc}" --to "${to}" --plaintext --json --verbose`;
      const child = spawn('bash', ['-o', 'pipefail', '-c', `${command} ${redirection}`], { stdio: 'ignore' });
      expect(await ended(child)).toBe(exitCode);
      const [set] = await readdir(to);
      expect((await run(['verify', join(to, set ?? '')])).exitCode).toBe(exitCodes.done);
    },
  );

  it.skipIf(process.platform === 'win32')('ends as interrupted also while it is loading', async () => {
    for (const delay of [20, 40, 80, 120]) {
      const child = start([
        'backup',
        '--simulated',
        dc,
        '--to',
        join(work, 'never'),
        '--plaintext',
        '--json',
      ]);
      const end = ended(child);
      await wait(delay);
      child.kill('SIGINT');
      const code = await end;
      // Before Node.js has read the first line of the program nothing of ours can answer.
      if (code !== 'SIGINT') {
        expect(code).toBe(exitCodes.interrupted);
        expect(JSON.parse(child.output().trim().split('\n').at(-1) ?? '')).toMatchObject({
          event: 'result',
          ok: false,
        });
      }
    }
  });

  it.skipIf(process.platform === 'win32').each([
    ['SIGINT', exitCodes.interrupted],
    ['SIGTERM', exitCodes.terminated],
    ['SIGHUP', exitCodes.hungUp],
  ] as const)('aborts and leaves nothing behind on %s', async (signal, exitCode) => {
    const to = join(work, `sets-${signal}`);
    const child = start(['backup', '--simulated', dc, '--to', to, '--plaintext', '--verbose']);
    const end = ended(child);
    while (!child.output().includes('DoSnapshotSet')) await wait(5);
    child.kill(signal);
    expect(await end, child.output()).toBe(exitCode);
    expect(child.output()).toContain('AbortBackup');
    expect(await readdir(to).catch(() => [])).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('gives everything back also when it is asked twice', async () => {
    for (const [to, ...json] of [['sets-twice'], ['sets-twice-json', '--json']] as const) {
      const target = join(work, to);
      const child = start(['backup', '--simulated', dc, '--to', target, '--plaintext', '--verbose', ...json]);
      const end = ended(child);
      while (!child.output().includes('DoSnapshotSet')) await wait(5);
      child.kill('SIGINT');
      child.kill('SIGTERM');
      const exitCode = await end;
      expect([exitCodes.interrupted, exitCodes.terminated], child.output()).toContain(exitCode);
      expect(child.output()).toContain('AbortBackup');
      expect(await readdir(target).catch(() => [])).toEqual([]);
      if (json.length === 0) expect(child.output()).toContain('One more signal ends at once');
      else expect(child.output().match(/"event":"result"/g)).toHaveLength(1);
    }
  });

  it.skipIf(process.platform === 'win32')(
    'leaves no set that looks whole, and hinders no later backup, wherever it is killed',
    async () => {
      const kills = full ? 30 : 6;
      const to = join(work, 'sets-killed');
      for (let kill = 0; kill < kills; kill += 1) {
        const child = start(['backup', '--simulated', dc, '--to', to, '--plaintext', '--quiet']);
        const end = ended(child);
        await wait(150 + ((kill * 997) % (full ? 2000 : 1200)));
        child.kill('SIGKILL');
        await end;
      }
      for (const name of await readdir(to).catch(() => [])) {
        if (name.endsWith('.partial')) continue;
        expect((await run(['verify', join(to, name)])).exitCode, name).toBe(exitCodes.done);
      }
      expect((await run(['backup', '--simulated', dc, '--to', to, '--plaintext', '--quiet'])).exitCode).toBe(
        exitCodes.done,
      );
    },
    full ? 600_000 : 60_000,
  );
});
