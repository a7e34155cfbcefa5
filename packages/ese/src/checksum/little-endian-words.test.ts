import { describe, expect, it, vi } from 'vitest';

const endianness = vi.hoisted(() => vi.fn(() => 'LE'));
vi.mock('node:os', () => ({ endianness }));

const { littleEndianWords } = await import('./little-endian-words.js');
const BYTES = Uint8Array.of(9, 1, 2, 3, 4, 0xff, 0xff, 0xff, 0xff, 7);

describe('the words of bytes', () => {
  it.each(['LE', 'BE'])('are the same wherever they lie, on a machine that is %s', (order) => {
    endianness.mockReturnValue(order);
    expect([...littleEndianWords(BYTES.subarray(1))]).toEqual([0x04030201, -1]);
    expect([...littleEndianWords(BYTES.slice(1))]).toEqual([0x04030201, -1]);
  });

  it('are a view where that is possible', () => {
    endianness.mockReturnValue('LE');
    expect(littleEndianWords(BYTES).buffer).toBe(BYTES.buffer);
  });
});
