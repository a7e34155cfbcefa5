import { decodeWideString } from '@dsbackup/win32';
import { describe, expect, it } from 'vitest';
import { encodeEDB_RSTMAPW } from './edb-rstmap.js';

describe('encodeEDB_RSTMAPW', () => {
  it('has pointers of four bytes in a process of 32 bits', () => {
    const map = [{ wszDatabaseName: 'a', wszNewDatabaseName: 'bc' }];
    const block = encodeEDB_RSTMAPW(map, { pointerSize: 4, address: () => 0x1000n });
    const view = new DataView(block.buffer);
    expect([view.getUint32(0, true), view.getUint32(4, true)]).toEqual([0x1008, 0x100c]);
    expect([decodeWideString(block.subarray(8)), decodeWideString(block.subarray(12))]).toEqual(['a', 'bc']);
    expect(block).toHaveLength(8 + 4 + 6);
  });

  it('has an address for a map of no databases', () => {
    expect(encodeEDB_RSTMAPW([], { pointerSize: 8, address: () => 1n }).length).toBeGreaterThan(0);
  });

  it('refuses a name that Windows would cut short', () => {
    const map = [{ wszDatabaseName: 'a', wszNewDatabaseName: 'b\0c' }];
    expect(() => encodeEDB_RSTMAPW(map, { pointerSize: 8, address: () => 1n })).toThrow(TypeError);
  });
});
