import { DsBackupError } from '@dsbackup/session';
import { expect, it } from 'vitest';
import { hrCodes } from './native/hr-codes.js';
import { statusError } from './ntdsbcli-errors.js';
import { restoreState } from './restore-state.js';

const call = { call: 'DsRestoreRegisterW', subject: 'DC01' };

it.each([
  ['a status of the DLL as it is', statusError(call, hrCodes.hrMissingRestoreLogFiles), 0xc800022d],
  ['a raw Win32 code wrapped, since by itself it passes for success', statusError(call, 5), 0x80070005],
  ['a wrapped Win32 code as it is', statusError(call, 0x80070005), 0x80070005],
  ['hrError for an error of the file system', fileError(), hrCodes.hrError],
  ['hrError for a promise that the caller broke', broken(), hrCodes.hrError],
  ['hrError for a bug', new TypeError('bug'), hrCodes.hrError],
  ['hrError for no reason', undefined, hrCodes.hrError],
])('tells Windows %s', (_what, reason, state) => {
  expect(restoreState(reason)).toBe(state);
});

function fileError(): DsBackupError {
  const native = { call: 'write', domain: 'errno', status: 28 } as const;
  return new DsBackupError({ code: 'INSUFFICIENT_STORAGE', message: 'full', native });
}

function broken(): DsBackupError {
  return new DsBackupError({ code: 'FILES_UNPLACED', message: 'not all' });
}
