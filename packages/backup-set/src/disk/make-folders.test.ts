import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolders } from './make-folders.js';

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'dsbackup-folders-'));
});
afterEach(() => rm(work, { recursive: true, force: true }));

describe('makeFolders', () => {
  it('makes what is missing and answers the topmost that it made', async () => {
    expect(await makeFolders(join(work, 'a', 'b', 'c'))).toBe(join(work, 'a'));
    expect((await stat(join(work, 'a', 'b', 'c'))).isDirectory()).toBe(true);
  });

  it('takes a folder that is there', async () => {
    expect(await makeFolders(work)).toBeUndefined();
    expect(await makeFolders(parse(work).root)).toBeUndefined();
  });

  it('rejects a file and what is below it', async () => {
    await writeFile(join(work, 'file'), '');
    await expect(makeFolders(join(work, 'file', 'a'))).rejects.toThrow('ENOTDIR');
    await expect(makeFolders(join(work, 'file'))).rejects.toThrow('EEXIST');
  });

  it.runIf(process.platform === 'linux')('ends where no folder can be made, as in /proc', async () => {
    await expect(makeFolders('/proc/dsbackup/sets')).rejects.toThrow('ENOENT');
  });
});
