import { describe, expect, it } from 'vitest';
import { Win32Error } from './win32-error.js';

describe('Win32Error', () => {
  it('names the call, the object, the status and what it means', () => {
    const error = new Win32Error({
      call: 'CreateFileW',
      domain: 'win32',
      status: 5,
      symbol: 'ERROR_ACCESS_DENIED',
      object: 'C:\\x',
      meaning: 'Run elevated.',
    });
    expect(error.message).toBe('CreateFileW failed on "C:\\x" with ERROR_ACCESS_DENIED (5). Run elevated.');
    expect(error).toMatchObject({ call: 'CreateFileW', domain: 'win32', status: 5, object: 'C:\\x' });
  });

  it('keeps an unknown status whole', () => {
    const error = new Win32Error({ call: 'X', domain: 'hresult', status: 0x8004abcd });
    expect(error.message).toBe('X failed with status 0x8004ABCD');
    expect(error.symbol).toBeUndefined();
  });

  it('is recognised by its marker, across copies of the package', () => {
    expect(Win32Error.is(new Win32Error({ call: 'X', domain: 'win32', status: 1 }))).toBe(true);
    expect(Win32Error.is({ [Symbol.for('dsbackup.win32-error')]: true })).toBe(true);
    expect([new Error('x'), null, undefined, 'x'].map((value) => Win32Error.is(value))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
