import { describe, expect, it } from 'vitest';
import { renameRetrying } from './rename-retrying.js';

function failing(times: number, code: string) {
  const calls: [unknown, unknown][] = [];
  const renameOnce = async (from: unknown, to: unknown) => {
    calls.push([from, to]);
    if (calls.length <= times) throw Object.assign(new Error(code), { code });
  };
  const waited: number[] = [];
  const wait = async (milliseconds: number) => {
    waited.push(milliseconds);
  };
  return { calls, waited, parts: { renameOnce, wait } };
}

describe('renameRetrying', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])(
    'tries again on %s, as a scanner on Windows makes it',
    async (code) => {
      const { calls, waited, parts } = failing(2, code);
      await renameRetrying('a', 'b', parts);
      expect(calls).toEqual([
        ['a', 'b'],
        ['a', 'b'],
        ['a', 'b'],
      ]);
      expect(waited).toEqual([20, 50]);
    },
  );

  it('rejects at once with what no waiting mends', async () => {
    const { calls, waited, parts } = failing(1, 'ENOSPC');
    await expect(renameRetrying('a', 'b', parts)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect([calls.length, waited]).toEqual([1, []]);
  });

  it('rejects after four seconds with what does not go away', async () => {
    const { calls, waited, parts } = failing(100, 'EBUSY');
    await expect(renameRetrying('a', 'b', parts)).rejects.toMatchObject({ code: 'EBUSY' });
    expect(calls).toHaveLength(9);
    expect(waited.reduce((sum, pause) => sum + pause)).toBe(4000);
  });
});
