import { DsBackupError } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { withTargetErrors } from './target-errors.js';

const fail = (error: unknown) => withTargetErrors('D:\\sets\\x', () => Promise.reject(error));
const systemError = (code: string) =>
  Object.assign(new Error('in other words'), { code, errno: -28, syscall: 'write' });

describe('withTargetErrors', () => {
  it.each([
    ['ENOSPC', 'INSUFFICIENT_STORAGE'],
    ['EDQUOT', 'INSUFFICIENT_STORAGE'],
    ['EROFS', 'TARGET_UNWRITABLE'],
    ['EACCES', 'TARGET_UNWRITABLE'],
    ['EIO', 'TARGET_UNWRITABLE'],
    ['EEXIST', 'TARGET_EXISTS'],
  ])('%s is %s, with the path and what the system said', async (code, word) => {
    await expect(fail(systemError(code))).rejects.toMatchObject({
      code: word,
      message: expect.stringContaining('D:\\sets\\x'),
      native: { call: 'write', domain: 'errno', status: 28, symbol: code },
    });
  });

  it.each([
    ['EROFS', 'the file system is read-only (EROFS)'],
    ['EACCES', 'access is denied (EACCES)'],
    ['ENOSPC', 'no space is left (ENOSPC)'],
    ['ESTALE', 'ESTALE'],
  ])('%s is told as: %s', async (code, words) => {
    const message = `dsbackup could not write D:\\sets\\x: ${words}.`;
    await expect(fail(systemError(code))).rejects.toMatchObject({ message });
  });

  it('lets every other error through as it is', async () => {
    const own = new DsBackupError({ code: 'ACCESS_DENIED', message: 'no' });
    await expect(fail(own)).rejects.toBe(own);
    const invalid = Object.assign(new TypeError('a bug'), { code: 'ERR_INVALID_ARG_TYPE' });
    await expect(fail(invalid)).rejects.toBe(invalid);
  });
});
