import { describe, expect, it } from 'vitest';
import { DsBackupError, type ErrorScope } from './ds-backup-error.js';
import { failureScope } from './failure-scope.js';

const failing = (scope: ErrorScope) =>
  new DsBackupError({ code: 'FILE_UNREADABLE', message: 'It failed.', scope });
const call = { signal: undefined, fileCanFailAlone: false };

describe('failureScope', () => {
  it('believes a driver, but in "file" only where a file can fail alone', () => {
    expect(failureScope(failing('call'), call)).toBe('call');
    expect(failureScope(failing('session'), call)).toBe('session');
    expect(failureScope(failing('file'), { ...call, fileCanFailAlone: true })).toBe('file');
    expect(failureScope(failing('file'), call)).toBe('session');
  });

  it('takes everything else for a bug, which spoils the session', () => {
    for (const bug of [new TypeError('x is not a function'), 'a string', undefined])
      expect(failureScope(bug, { ...call, fileCanFailAlone: true })).toBe('session');
  });

  it('lets giving up for the signal spoil nothing, whatever the reason is', () => {
    for (const reason of [new Error('enough'), failing('session'), 'enough']) {
      const signal = AbortSignal.abort(reason);
      expect(failureScope(reason, { ...call, signal })).toBe('call');
      expect(failureScope(new Error('something else'), { ...call, signal })).toBe('session');
    }
  });
});
