import { describe, expect, it } from 'vitest';
import { DsBackupError } from './ds-backup-error.js';

const native = { call: 'DsBackupRead', domain: 'win32', status: 5, symbol: 'ERROR_ACCESS_DENIED' } as const;

describe('DsBackupError', () => {
  it('is known by its marker, so that another copy of the package recognises it', () => {
    const copy = Object.defineProperty(new Error('from another copy'), Symbol.for('dsbackup.error'), {
      value: true,
    });
    expect(DsBackupError.is(new DsBackupError({ code: 'EXPIRED', message: 'Too old.' }))).toBe(true);
    expect(DsBackupError.is(copy)).toBe(true);
  });

  it.each([undefined, null, 'EXPIRED', 7, {}, new Error('EXPIRED')])('is not %s', (value) => {
    expect(DsBackupError.is(value)).toBe(false);
  });

  it('spoils the call when a promise was broken, and the session when Windows said no, unless it says otherwise', () => {
    expect(new DsBackupError({ code: 'NO_FILE_OPEN', message: 'None.' }).scope).toBe('call');
    expect(new DsBackupError({ code: 'ACCESS_DENIED', message: 'No.', native }).scope).toBe('session');
    expect(new DsBackupError({ code: 'ACCESS_DENIED', message: 'No.', native, scope: 'file' }).scope).toBe(
      'file',
    );
  });

  it('has a cause only if one was given', () => {
    expect('cause' in new DsBackupError({ code: 'EXPIRED', message: 'Too old.' })).toBe(false);
    expect(new DsBackupError({ code: 'EXPIRED', message: 'Too old.', cause: native }).cause).toBe(native);
  });
});
