import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../src/exit-code.js';
import { damageController, damagedPages, flippedPage } from './damaged-controller.js';
import { run } from './run.js';

let work: string;
let good: string;
let damaged: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'dsbackup-report-'));
  const dc = join(work, 'dc');
  await run(['simulate', dc, '--size', '4MiB', '--quiet']);
  await damageController(dc, join(work, 'dc-damaged'));
  good = await backUp(dc);
  damaged = await backUp(join(work, 'dc-damaged'), ['--allow-damaged']);
});
afterAll(() => rm(work, { recursive: true, force: true }));

async function backUp(dc: string, options: readonly string[] = []): Promise<string> {
  const sets = `${dc}-sets`;
  const backup = await run(['backup', '--simulated', dc, '--to', sets, '--plaintext', '--quiet', ...options]);
  expect(backup.exitCode, backup.stderr).toBe(options.length === 0 ? exitCodes.done : exitCodes.warnings);
  return join(sets, (await readdir(sets))[0] ?? '');
}

const html = (name: string) => join(work, `${name}.html`);

describe('dsbackup report', () => {
  it('writes a page of a good set, ends as verify does, and tells the same', async () => {
    const verified = await run(['verify', good, '--json']);
    const report = await run(['report', good, '--html', html('good'), '--json']);
    expect(report.exitCode, report.stdout).toBe(verified.exitCode);
    const { event, command, html: path, htmlBytes, ...result } = report.result();
    expect(verified.result()).toMatchObject(result);
    expect({ event, command, path }).toEqual({ event: 'result', command: 'report', path: html('good') });
    const text = await readFile(html('good'), 'utf8');
    expect(Buffer.byteLength(text)).toBe(htmlBytes);
    expect(text).toContain('This set is whole, and the directory would come back.');
    expect(htmlBytes).toBeLessThan(60_000);
  });

  it('shows on the map exactly the pages that are damaged', async () => {
    const report = await run(['report', damaged, '--html', html('damaged')]);
    expect(report.exitCode).toBe(exitCodes.verificationFailed);
    expect(report.stdout).toContain('The database would not come back.');
    const text = await readFile(html('damaged'), 'utf8');
    const marked = [
      ...text.matchAll(
        /<path class="cell (bad|correctable)" d="M(\d+) (\d+)[^"]*"\/>(?:<path[^>]*>)?<title>([^<]*)/g,
      ),
    ];
    expect(marked.map(([, state, x, y]) => [state, (Number(y) / 10) * 64 + Number(x) / 10 + 1])).toEqual(
      [...damagedPages.map((pgno) => ['bad', pgno] as const), ['correctable', flippedPage] as const].sort(
        ([, a], [, b]) => a - b,
      ),
    );
    expect(marked[0]?.[4]).toBe('Page 77: 1 damaged');
    expect(text).toContain('<li>Pages 77 to 78: damaged</li>');
    expect(text).toContain('<li>Page 300: damaged</li>');
    const squares = [...text.matchAll(/<path class="cell \w[\w-]*" d="([^"]*)"/g)];
    const drawn = squares.reduce((sum, [, d = '']) => sum + (d.match(/M/g)?.length ?? 0), 0);
    const legends = (text.match(/<ul class="legend">.*?<\/ul>/s)?.[0].match(/<li>/g) ?? []).length;
    expect(drawn - legends).toBe(510);
  });

  it('never writes over what is there, unless it is told to', async () => {
    const path = html('precious');
    await writeFile(path, 'precious');
    const refused = await run(['report', good, '--html', path]);
    expect(refused.exitCode).toBe(exitCodes.targetUnusable);
    expect(refused.stderr).toContain('--force');
    expect(await readFile(path, 'utf8')).toBe('precious');
    expect((await run(['report', good, '--html', path, '--force'])).exitCode).toBe(exitCodes.done);
    expect(await readFile(path, 'utf8')).toMatch(/^<!DOCTYPE html>/);
    expect((await readdir(work)).filter((name) => name.startsWith('precious'))).toEqual(['precious.html']);
  });

  it('replaces no folder, even if it is told to', async () => {
    const path = html('folder');
    await mkdir(path);
    expect((await run(['report', good, '--html', path, '--force'])).exitCode).toBe(exitCodes.targetUnusable);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it('writes nothing into a set', async () => {
    const before = await readdir(good);
    const refused = await run(['report', good, '--html', join(good, 'data', '..', 'report.html')]);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(await readdir(good)).toEqual(before);
  });

  it.each([
    ['whose path to the set is a link', 'linked-set', ''],
    ['through a link to the set', '', 'linked-set'],
    ['through a link into the set', '', 'linked-data'],
  ])('writes nothing into a set %s, even if it is told to', async (_, setPath, htmlPath) => {
    const [linkedSet, linkedData] = [join(work, 'linked-set'), join(work, 'linked-data')];
    await symlink(good, linkedSet, 'junction').catch(() => undefined);
    await symlink(join(good, 'data'), linkedData, 'junction').catch(() => undefined);
    const set = setPath === '' ? good : join(work, setPath);
    const folder = htmlPath === '' ? good : join(work, htmlPath);
    const manifest = await readFile(join(good, 'manifest.json'));
    const before = await readdir(good, { recursive: true });
    for (const [name, ...force] of [
      ['x.html'],
      ['x.html', '--force'],
      ['manifest.json', '--force'],
    ] as const) {
      const refused = await run(['report', set, '--html', join(folder, name), ...force]);
      expect(refused.exitCode, refused.stderr).toBe(exitCodes.usage);
    }
    expect(await readFile(join(good, 'manifest.json'))).toEqual(manifest);
    expect(await readdir(good, { recursive: true })).toEqual(before);
  });

  it('goes by what a link leads to, and not by how `..` behind it is spelt', async () => {
    const link = join(work, 'in-data');
    await symlink(join(good, 'data', 'C'), link, 'junction');
    const spelt = `${link}/../report.html`;
    const refused = await run(['report', good, '--html', spelt]);
    // Windows takes `..` away before it looks, and there the file is beside the link.
    expect(refused.exitCode).toBe(process.platform === 'win32' ? exitCodes.done : exitCodes.usage);
    expect(await readdir(join(good, 'data'))).not.toContain('report.html');
  });

  it('names a folder that is not there before it reads the set', async () => {
    const refused = await run(['report', good, '--html', join(work, 'nowhere', 'report.html'), '--json']);
    expect(refused.exitCode).toBe(exitCodes.targetUnusable);
    expect(refused.stdout).not.toContain('"progress"');
  });

  it('writes a page of a set that cannot be read, and none where there is no set', async () => {
    const spoilt = `${good}-spoilt`;
    await mkdir(spoilt);
    await writeFile(join(spoilt, 'manifest.json'), '<script>alert(1)</script>');
    await writeFile(join(spoilt, 'manifest.json.sha256'), 'x');
    expect((await run(['report', spoilt, '--html', html('spoilt')])).exitCode).toBe(
      exitCodes.verificationFailed,
    );
    expect(await readFile(html('spoilt'), 'utf8')).toContain('This set cannot be read.');
    expect((await run(['report', join(work, 'no-set'), '--html', html('none')])).exitCode).toBe(
      exitCodes.sourceMissing,
    );
    await expect(readFile(html('none'))).rejects.toThrow('ENOENT');
  });

  it('follows the trees of the database with --deep, as verify does', async () => {
    const report = await run(['report', good, '--html', html('deep'), '--deep', '--json']);
    expect(report.exitCode, report.stdout).toBe(exitCodes.done);
    expect(report.result()).toMatchObject({ databases: [{ structure: { verdict: 'sound' } }] });
    const text = await readFile(html('deep'), 'utf8');
    expect(text).toContain('Every tree was followed, and nothing contradicts it.');
    expect(text).toContain('>datatable<');
    const { stdout } = await run(['verify', good, '--deep']);
    expect(stdout).toMatch(/\d+ tables followed over \d+ pages/);
    expect((await run(['verify', good])).stdout).not.toContain('followed');
  });

  it('wants to be told where the page goes', async () => {
    expect((await run(['report', good])).exitCode).toBe(exitCodes.usage);
  });
});
