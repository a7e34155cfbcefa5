import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DirectorySnapshot } from '../src/directory/directory-snapshot.js';
import { sharedDirectory } from '../src/directory/shared-directory.js';
import type { SimulatedDirectory } from '../src/directory/simulated-directory.js';
import { bytesOf, databaseBytes, handMadeTree } from './hand-made-tree.js';

const database = ['Windows', 'NTDS', 'ntds.dit'];
const ntds = ['Windows', 'NTDS'];

async function taken(): Promise<{
  root: string;
  directory: SimulatedDirectory;
  snapshot: DirectorySnapshot;
}> {
  const directory = await sharedDirectory(await handMadeTree());
  const snapshot = await directory.snapshot();
  onTestFinished(() => directory.release(snapshot));
  return { root: directory.root, directory, snapshot };
}

async function contentOf(snapshot: DirectorySnapshot, segments: readonly string[]): Promise<Buffer> {
  const file = await snapshot.open(segments, segments.join('\\'));
  try {
    const chunks: Uint8Array[] = [];
    for (;;) {
      const buffer = new Uint8Array(100_000);
      const length = await file.read(buffer);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(buffer.subarray(0, length));
    }
  } finally {
    await file.close();
  }
}

async function namesIn(snapshot: DirectorySnapshot, segments: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of snapshot.list(segments, segments.join('\\'))) names.push(name);
  return names.sort();
}

describe('a snapshot and changes through the simulator', () => {
  it('keeps the old bytes of a file that is written', async () => {
    const { root, directory, snapshot } = await taken();
    await directory.write('C:\\windows\\NTDS\\ntds.dit', 70_000, bytesOf(90_000, 9));
    await directory.write('C:\\Windows\\NTDS\\ntds.dit', 299_990, bytesOf(50, 9));
    expect((await contentOf(snapshot, database)).equals(databaseBytes)).toBe(true);
    expect((await snapshot.stat(database, '')).size).toBe(300_000);
    const live = await readFile(join(root, ...database));
    expect(live.length).toBe(300_040);
    expect(live.equals(databaseBytes)).toBe(false);
  });

  it('keeps a file that is removed, in its place and in its folder', async () => {
    const { directory, snapshot } = await taken();
    const before = await namesIn(snapshot, ntds);
    await directory.remove('C:\\Windows\\NTDS\\ntds.dit');
    expect((await contentOf(snapshot, database)).equals(databaseBytes)).toBe(true);
    expect(await namesIn(snapshot, ntds)).toEqual(before);
    const later = await directory.snapshot();
    expect(await namesIn(later, ntds)).not.toContain('ntds.dit');
  });

  it('does not have a file that is made, even under the name of a removed one', async () => {
    const { directory, snapshot } = await taken();
    await directory.create('C:\\Windows\\NTDS\\new.log', bytesOf(10));
    await directory.remove('C:\\Windows\\NTDS\\edb.log');
    await directory.create('C:\\Windows\\NTDS\\edb.log', bytesOf(7));
    await directory.write('C:\\Windows\\NTDS\\edb.log', 0, bytesOf(20, 8));
    expect(await namesIn(snapshot, ntds)).not.toContain('new.log');
    await expect(snapshot.open([...ntds, 'new.log'], 'new.log')).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await contentOf(snapshot, [...ntds, 'edb.log'])).equals(bytesOf(5000, 3))).toBe(true);
  });

  it('reads an open file as it was while it is written', async () => {
    const { directory, snapshot } = await taken();
    const file = await snapshot.open(database, 'ntds.dit');
    const first = new Uint8Array(100_000);
    await file.read(first);
    await directory.write('C:\\Windows\\NTDS\\ntds.dit', 150_000, bytesOf(1000, 9));
    const rest = new Uint8Array(200_000);
    expect(await file.read(rest)).toBe(200_000);
    expect(Buffer.concat([first, rest]).equals(databaseBytes)).toBe(true);
    await file.close();
  });

  it('knows a file by its real place when it is changed through a junction', async () => {
    const { directory, snapshot } = await taken();
    await directory.write('C:\\Windows\\SYSVOL\\sysvol\\corp.example\\Policies\\gpt.ini', 0, bytesOf(5, 9));
    const policy = ['Windows', 'SYSVOL', 'domain', 'Policies', 'gpt.ini'];
    expect((await contentOf(snapshot, policy)).equals(bytesOf(100, 5))).toBe(true);
  });
});

describe('a snapshot and changes from outside', () => {
  const changed = { code: 'EIO' };

  it('refuses a file that was changed before it is opened', async () => {
    const { root, snapshot } = await taken();
    await appendFile(join(root, ...database), 'x');
    await expect(contentOf(snapshot, database)).rejects.toMatchObject(changed);
    await expect(snapshot.stat(database, '')).rejects.toMatchObject(changed);
  });

  it('refuses a file that is changed while it is read', async () => {
    const { root, snapshot } = await taken();
    const file = await snapshot.open(database, 'ntds.dit');
    await file.read(new Uint8Array(100_000));
    const bytes = Buffer.from(databaseBytes);
    bytes[0] = 0;
    await writeFile(join(root, ...database), bytes, { flag: 'r+' });
    await expect(file.read(new Uint8Array(200_000))).rejects.toMatchObject(changed);
    await file.close();
  });

  it('refuses a file that was put in the place of another', async () => {
    const { root, snapshot } = await taken();
    await rename(join(root, ...ntds, 'edb.log'), join(root, ...database));
    await expect(contentOf(snapshot, database)).rejects.toMatchObject(changed);
  });

  it('refuses a file that was changed from outside and then through the simulator', async () => {
    const { root, directory, snapshot } = await taken();
    await appendFile(join(root, ...database), 'x');
    await directory.write('C:\\Windows\\NTDS\\ntds.dit', 0, bytesOf(10, 9));
    await expect(contentOf(snapshot, database)).rejects.toMatchObject(changed);
  });

  it('refuses a folder whose entries came or went', async () => {
    const { root, snapshot } = await taken();
    await writeFile(join(root, ...ntds, 'new'), 'x');
    await expect(namesIn(snapshot, ntds)).rejects.toMatchObject(changed);
    await rm(join(root, 'Windows', 'System32', 'config', 'SYSTEM'));
    await expect(namesIn(snapshot, ['Windows', 'System32', 'config'])).rejects.toMatchObject(changed);
  });

  it('does not mind changes before the snapshot, however shortly', async () => {
    const directory = await sharedDirectory(await handMadeTree());
    for (let round = 0; round < 20; round++) {
      await writeFile(join(directory.root, ...ntds, `log${round}`), bytesOf(round));
      const snapshot = await directory.snapshot();
      expect((await contentOf(snapshot, [...ntds, `log${round}`])).length).toBe(round);
      expect(await namesIn(snapshot, ntds)).toContain(`log${round}`);
      await directory.release(snapshot);
    }
  });

  it('notices a change at once after the snapshot, every time', async () => {
    const directory = await sharedDirectory(await handMadeTree());
    for (let round = 0; round < 20; round++) {
      const snapshot = await directory.snapshot();
      await writeFile(join(directory.root, ...database), databaseBytes, { flag: 'r+' });
      await expect(contentOf(snapshot, database)).rejects.toMatchObject(changed);
      await directory.release(snapshot);
    }
  });
});

describe('a snapshot and names', () => {
  it('finds names in any case', async () => {
    const { snapshot } = await taken();
    expect((await contentOf(snapshot, ['WINDOWS', 'ntds', 'NTDS.DIT'])).length).toBe(300_000);
    expect((await snapshot.stat(['windows', 'NTDS', 'EDB.LOG'], '')).name).toBe('edb.log');
    expect((await namesIn(snapshot, ['wiNDows'])).length).toBe(3);
  });

  it('tells of a reparse point and never follows it', async () => {
    const { snapshot } = await taken();
    const link = ['Windows', 'SYSVOL', 'sysvol', 'corp.example'];
    expect(await snapshot.stat(link, '')).toMatchObject({
      kind: 'reparse-point',
      reparseTarget: 'C:\\Windows\\SYSVOL\\domain',
    });
    await expect(snapshot.open(link, '')).rejects.toMatchObject({ code: 'ELOOP' });
    await expect(snapshot.open([...link, 'Policies', 'gpt.ini'], '')).rejects.toMatchObject({
      code: 'ELOOP',
    });
    await expect(namesIn(snapshot, link)).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('gives errors of the file system for what is not there, or is no file', async () => {
    const { root, snapshot } = await taken();
    await expect(snapshot.open(['Windows', 'nothing'], '')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(snapshot.open(['Windows'], '')).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(namesIn(snapshot, database)).rejects.toMatchObject({ code: 'ENOTDIR' });
    await mkdir(join(root, 'empty'));
    await expect(namesIn(snapshot, [])).rejects.toMatchObject({ code: 'EIO' });
  });

  it('fails what is still open when it is released', async () => {
    const { directory, snapshot } = await taken();
    const file = await snapshot.open(database, 'ntds.dit');
    await directory.release(snapshot);
    await expect(file.read(new Uint8Array(10))).rejects.toMatchObject({ code: 'EIO' });
    await file.close();
  });
});
