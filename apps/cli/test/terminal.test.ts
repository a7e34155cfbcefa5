import { appendFile, cp, mkdtemp, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../src/exit-code.js';
import { rewriteManifest } from './rewrite-manifest.js';
import { type CommandRun, run } from './run.js';

const hostile = '\u001b]0;title\u0007\u001b[2J\r\nall is well\u0000\u009b31m\u202e';
/** Everything a terminal obeys, but for the line breaks, which are looked at one by one. */
const obeyed = /[^\P{Cc}\n]|\p{Bidi_Control}/u;

let work: string;
let sets: string;
let set: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'dsbackup-terminal-'));
  sets = join(work, 'sets');
  const dc = join(work, 'dc');
  await run(['simulate', dc, '--size', '4MiB', '--quiet']);
  await run(['backup', '--simulated', dc, '--to', sets, '--plaintext', '--quiet']);
  set = join(sets, (await readdir(sets))[0] ?? '');
  await rewriteManifest(set, (manifest) => ({
    ...manifest,
    source: { computerName: `a${hostile}`, system: `b${hostile}` },
    backend: `c${hostile}`,
    components: [{ component: `d${hostile}`, succeeded: false, files: 1, bytes: 1, skipped: 1 }],
    warnings: [`e${hostile}`],
  }));
});
afterAll(() => rm(work, { recursive: true, force: true }));

function expectHarmless({ stdout, stderr }: CommandRun): void {
  for (const text of [stdout, stderr]) {
    expect(text).not.toMatch(obeyed);
    expect(text.split('\n')).not.toContainEqual(expect.stringMatching(/^all is well/));
  }
  expect(stdout + stderr).toContain('\\x1b]0;title\\x07\\x1b[2J\\x0d\\x0aall is well\\x00\\x9b31m\\u202e');
}

describe('What a hostile set or folder says', () => {
  it.each([
    ['list', () => ['list', sets]],
    ['inspect', () => ['inspect', set]],
    ['verify', () => ['verify', set]],
  ])('reaches the terminal spelt out in %s', async (_, args) => {
    expectHarmless(await run(args()));
  });

  it('reaches the terminal spelt out in the lines of files, of verify and extract', async () => {
    const spoilt = join(work, 'spoilt');
    await cp(set, spoilt, { recursive: true });
    await appendFile(join(spoilt, 'files.ndjson'), `${JSON.stringify({ path: `C:\\${hostile}` })}\n`);
    const notJson = join(work, 'not-json');
    await cp(set, notJson, { recursive: true });
    await writeFile(join(notJson, 'manifest.json'), `{"${hostile}`);
    expect((await run(['verify', spoilt])).exitCode).toBe(exitCodes.verificationFailed);
    for (const args of [
      ['verify', notJson],
      ['extract', notJson, '--to', join(work, 'out')],
    ]) {
      const refused = await run(args);
      expect(refused.exitCode).toBe(exitCodes.verificationFailed);
      expect(refused.stdout + refused.stderr).not.toMatch(obeyed);
    }
  });

  it('reaches the terminal spelt out in usage errors', async () => {
    const command = await run([hostile]);
    expect(command.exitCode).toBe(exitCodes.usage);
    expect(command.stderr).not.toMatch(obeyed);
  });

  it.skipIf(process.platform === 'win32')('reaches the terminal spelt out in paths', async () => {
    const folder = join(work, 'h\u001b]0;title\u0007\u001b[2J\r\nall is well\u009b31m\u202e');
    const [dc, to] = [join(folder, 'dc'), join(folder, 'sets')];
    const ran = [
      await run(['simulate', dc, '--size', '4MiB']),
      await run(['backup', '--simulated', dc, '--to', to, '--plaintext']),
    ];
    const made = join(to, (await readdir(to))[0] ?? '');
    ran.push(await run(['verify', made]), await run(['extract', made, '--to', join(folder, 'out')]));
    await rename(made, `${made}.partial`);
    ran.push(await run(['list', to]), await run(['adopt', `${made}.partial`]));
    await truncate(join(dc, 'Windows/NTDS/ntds.dit'), 100_000);
    ran.push(
      await run(['inspect', join(dc, 'Windows/NTDS/ntds.dit')]),
      await run(['inspect', made + hostile.slice(0, 1)]),
    );
    for (const { stdout, stderr } of ran) {
      expect(stdout + stderr).toContain('h\\x1b]0;title\\x07\\x1b[2J\\x0d\\x0aall is well\\x9b31m\\u202e');
      expect(stdout).not.toMatch(obeyed);
      expect(stderr).not.toMatch(obeyed);
    }
  });
});
