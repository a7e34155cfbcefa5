import { describe, expect, it } from 'vitest';
import { FileReader } from './file-reader.js';
import type { OpenFile } from './open-file.js';
import { stagingSize } from './read-window.js';

function anOpenFile(): OpenFile {
  const opened = {
    file: { path: 'C:\\a', list: 'databases', kind: 'database', component: 'A' },
    size: 0,
  } as const;
  const tally = { component: 'A', files: 0, bytes: 0, unread: 1, failed: 0, skipped: [] };
  const entry = { list: 'databases', tally, status: 'unread', bytes: 0, failure: undefined } as const;
  return { opened, entry, bytes: 0, driverAtEnd: false, atEnd: false, staged: new Uint8Array(0) };
}

describe('FileReader', () => {
  it('reads into a large buffer itself', async () => {
    const buffer = new Uint8Array(40_000);
    const count = await new FileReader().read(anOpenFile(), buffer, async (window) => {
      expect(window.buffer).toBe(buffer.buffer);
      return window.length;
    });
    expect(count).toBe(32_768);
  });

  it('allocates one staging buffer, at the first small read', async () => {
    const reader = new FileReader();
    const file = anOpenFile();
    const seen = new Set<ArrayBufferLike>();
    for (let turn = 0; turn < 3; turn++) {
      await reader.read(file, new Uint8Array(10), async (window) => {
        seen.add(window.buffer);
        expect(window).toHaveLength(stagingSize);
        return 10;
      });
    }
    expect(seen.size).toBe(1);
  });

  it('serves what is staged first, to large buffers too, and counts only what was handed out', async () => {
    const reader = new FileReader();
    const file = anOpenFile();
    const source = async (window: Uint8Array) => window.fill(7).length;
    expect(await reader.read(file, new Uint8Array(1), source)).toBe(1);
    expect(file.bytes).toBe(1);
    expect(await reader.read(file, new Uint8Array(100_000), source)).toBe(stagingSize - 1);
    expect(file.bytes).toBe(stagingSize);
  });

  it('is at its end when 0 is told, and asks no more', async () => {
    const reader = new FileReader();
    const file = anOpenFile();
    expect(await reader.read(file, new Uint8Array(1), async () => 0)).toBe(0);
    const never = () => Promise.reject(new Error('asked after the end'));
    expect(await reader.read(file, new Uint8Array(30_000), never)).toBe(0);
    expect(file.atEnd).toBe(true);
  });
});
