import { describe, expect, it } from 'vitest';
import type { ShadowEntry, ShadowFileSystem } from '../native/shadow-file-system.js';
import { walkFolder } from './walk-folder.js';

const moment = '2026-11-22T08:00:00.000Z';
const entry = (name: string, kind: ShadowEntry['kind']): ShadowEntry => ({
  name,
  kind,
  size: 0,
  created: moment,
  modified: moment,
  attributes: 0,
});

/** A folder without end inside a folder: whoever collects before giving never comes back. */
class EndlessFolders implements ShadowFileSystem {
  openNow = 0;
  most = 0;

  stat(): never {
    throw new Error('not asked for');
  }

  open(): never {
    throw new Error('not asked for');
  }

  async *list(path: string): AsyncIterable<ShadowEntry> {
    this.most = Math.max(this.most, ++this.openNow);
    try {
      const depth = path.split('\\').length;
      for (let index = 0; ; index++) {
        yield depth < 5 && index === 3 ? entry('sub', 'directory') : entry(`file${index}`, 'file');
      }
    } finally {
      this.openNow--;
    }
  }
}

const root = { source: 'C:\\x', path: 'C:\\x', devicePath: 'X:\\x' };
const failed = async (_folder: unknown, cause: unknown) => cause;

describe('walking a folder', () => {
  it('gives entries as they come, with one open listing per level, and closes all when stopped', async () => {
    const files = new EndlessFolders();
    let count = 0;
    for await (const { folder } of walkFolder(files, root, { descend: () => true, failed })) {
      if (++count < 1_000) continue;
      expect(folder.path).toBe('C:\\x\\sub\\sub\\sub');
      break;
    }
    expect(files.most).toBe(4);
    expect(files.openNow).toBe(0);
  });

  it('closes every level when a listing fails in the depth', async () => {
    const files = new EndlessFolders();
    const list = files.list.bind(files);
    files.list = async function* (path) {
      for await (const found of list(path)) {
        if (found.name === 'file9') throw new Error('gone');
        yield found;
      }
    };
    const walk = async () => {
      for await (const _ of walkFolder(files, root, { descend: () => true, failed }));
    };
    await expect(walk()).rejects.toThrow('gone');
    expect(files.openNow).toBe(0);
  });

  it('does not go where it is told not to', async () => {
    const files = new EndlessFolders();
    let count = 0;
    for await (const { folder } of walkFolder(files, root, { descend: () => false, failed })) {
      expect(folder).toEqual(root);
      if (++count === 100) break;
    }
    expect(files.most).toBe(1);
  });
});
