import { describe, expect, it } from 'vitest';
import { EseError } from './ese-error.js';

describe('EseError', () => {
  it('carries its code, its file, its JET number and its cause', () => {
    const cause = new Error('disk');
    const error = new EseError('no', { code: 'UNREADABLE', path: 'ntds.dit', jet: -1018, cause });
    expect(error).toMatchObject({
      name: 'EseError',
      code: 'UNREADABLE',
      path: 'ntds.dit',
      jet: -1018,
      cause,
    });
    expect(new EseError('no', { code: 'EMPTY' })).not.toHaveProperty('jet');
  });

  it('is recognised when it comes from another copy of the package', () => {
    const foreign = Object.assign(new Error('no'), { [Symbol.for('@dsbackup/ese/EseError')]: true });
    expect(EseError.is(foreign)).toBe(true);
    expect(EseError.is(new EseError('no', { code: 'EMPTY' }))).toBe(true);
    for (const other of [new Error('no'), null, undefined, 'EseError', {}])
      expect(EseError.is(other)).toBe(false);
  });
});
