import { expect, it } from 'vitest';
import { logGeneration } from './log-generation.js';

it('reads the generation of a log from its header, wherever in memory that lies', () => {
  const bytes = Buffer.from('ffffffffff' + '1a000f00' + '00', 'hex').subarray(1);
  expect(logGeneration(bytes)).toBe(0x000f001a);
  expect(logGeneration(Buffer.from('00000000ffffffff', 'hex'))).toBe(-1);
});

it('has none for a file that is too short', () => {
  expect([logGeneration(new Uint8Array(7)), logGeneration(new Uint8Array(0))]).toEqual([
    undefined,
    undefined,
  ]);
});
