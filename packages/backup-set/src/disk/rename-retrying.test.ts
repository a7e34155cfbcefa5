import { describe, expect, it } from 'vitest';
import { renameRetrying } from './rename-retrying.js';

function failing(times: number, code: string) {
  const calls: [unknown, unknown][] = [];
  const renameOnce = async (from: unknown, to: unknown) => {
    calls.push([from, to]);
    if (calls.length <= times) throw Object.assign(new Error(code), { code });
  };
  return { calls, renameOnce };
}

describe('renameRetrying', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])(
    'tries again on %s, as a scanner on Windows makes it',
    async (code) => {
      const { calls, renameOnce } = failing(2, code);
      await renameRetrying('a', 'b', renameOnce);
      expect(calls).toEqual([
        ['a', 'b'],
        ['a', 'b'],
        ['a', 'b'],
      ]);
    },
  );

  it('rejects at once with what no waiting mends', async () => {
    const { calls, renameOnce } = failing(1, 'ENOSPC');
    await expect(renameRetrying('a', 'b', renameOnce)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(calls).toHaveLength(1);
  });

  it('rejects in the end with what does not go away', async () => {
    const { calls, renameOnce } = failing(100, 'EBUSY');
    await expect(renameRetrying('a', 'b', renameOnce)).rejects.toMatchObject({ code: 'EBUSY' });
    expect(calls).toHaveLength(9);
  });
});
