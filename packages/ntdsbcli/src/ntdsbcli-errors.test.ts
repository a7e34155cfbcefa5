import type { ErrorCode } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { hrCodes } from './native/hr-codes.js';
import { addFailure, answerError, isEndOfFile, statusError } from './ntdsbcli-errors.js';

const call = { call: 'DsBackupRead', subject: '\\\\DC01\\C$\\ntds.dit' };

describe('statusError', () => {
  const meanings: readonly (readonly [number, ErrorCode, string | undefined])[] = [
    [5, 'ACCESS_DENIED', 'ERROR_ACCESS_DENIED'],
    [0x80070005, 'ACCESS_DENIED', 'ERROR_ACCESS_DENIED'],
    [1702, 'SERVER_UNAVAILABLE', 'RPC_S_INVALID_BINDING'],
    [0x800706ba, 'SERVER_UNAVAILABLE', 'RPC_S_SERVER_UNAVAILABLE'],
    [hrCodes.hrCouldNotConnect, 'SERVER_UNAVAILABLE', 'hrCouldNotConnect'],
    [hrCodes.hrBackupInProgress, 'BACKUP_IN_PROGRESS', 'hrBackupInProgress'],
    [hrCodes.hrContentsExpired, 'EXPIRED', 'hrContentsExpired'],
    [0x8007054f, 'NATIVE_FAILURE', undefined],
    [hrCodes.hrMissingExpiryToken, 'TOKEN_REFUSED', 'hrMissingExpiryToken'],
    [hrCodes.hrUnknownExpiryTokenFormat, 'TOKEN_REFUSED', 'hrUnknownExpiryTokenFormat'],
    [hrCodes.hrRestoreInProgress, 'RESTORE_IN_PROGRESS', 'hrRestoreInProgress'],
    [hrCodes.hrRestoreMapExists, 'RESTORE_IN_PROGRESS', 'hrRestoreMapExists'],
    [hrCodes.hrMissingRestoreLogFiles, 'SOURCE_MISSING', 'hrMissingRestoreLogFiles'],
    [hrCodes.hrReadVerifyFailure, 'SOURCE_DAMAGED', 'hrReadVerifyFailure'],
    [112, 'INSUFFICIENT_STORAGE', 'ERROR_DISK_FULL'],
    [hrCodes.hrDiskFull, 'INSUFFICIENT_STORAGE', 'hrDiskFull'],
    [hrCodes.hrBackupNotAllowedYet, 'DIRECTORY_OFFLINE', 'hrBackupNotAllowedYet'],
    [hrCodes.hrInvalidHandle, 'NATIVE_FAILURE', 'hrInvalidHandle'],
    [0xc8000321, 'NATIVE_FAILURE', 'ESE error -801'],
    [0x8800ffff, 'NATIVE_FAILURE', 'ESE warning 65535'],
    [0xdeadbeef, 'NATIVE_FAILURE', undefined],
  ];

  it.each(meanings)('takes status %i for %s (%s) and keeps it whole', (status, code, symbol) => {
    const error = statusError(call, status);
    const domain = status < 0x80000000 ? 'win32' : 'hresult';
    expect(error).toMatchObject({ code, backend: 'ntdsbcli', scope: 'session' });
    expect(error.native).toEqual({ call: 'DsBackupRead', domain, status, symbol });
  });

  it('names call, object, status and meaning in its message', () => {
    expect(statusError(call, hrCodes.hrReadVerifyFailure).message).toBe(
      'DsBackupRead failed on "\\\\DC01\\C$\\ntds.dit" with hrReadVerifyFailure (0xC80003FA, ESE error -1018). A page of the database fails its checksum: the disk gave back other bytes than were written.',
    );
    expect(statusError(call, 5).message).toMatch(/ERROR_ACCESS_DENIED \(5\)\. Windows refused access\.$/);
    expect(statusError(call, hrCodes.hrInvalidBackupSequence).message).toMatch(
      /at the wrong step of the backup\.$/,
    );
    expect(statusError(call, 0xc8000321).message).toMatch(/with ESE error -801 \(0xC8000321\)\.$/);
    expect(statusError(call, 0xdeadbeef).message).toMatch(/with status 0xDEADBEEF\.$/);
  });

  it('gives a hint only where one is sure', () => {
    expect(statusError(call, 5).hint).toMatch(/Backup Operators/);
    expect(statusError(call, 1702).hint).toMatch(/local computer/);
    expect(statusError(call, 0xdeadbeef).hint).toBeUndefined();
    expect(statusError(call, hrCodes.hrReadVerifyFailure).hint).toMatch(/Keep every older backup/);
    expect(statusError(call, hrCodes.hrBackupNotAllowedYet).hint).toMatch(/finished starting/);
    expect(statusError(call, hrCodes.hrDiskIO).hint).toBeUndefined();
    const restore = { call: 'DsRestorePrepareW', subject: 'DC01' };
    expect(statusError(restore, 5).hint).toMatch(/Directory Services Restore Mode, with SeRestorePrivilege/);
    expect(statusError(restore, hrCodes.hrContentsExpired).hint).toMatch(/tombstone lifetime/);
    expect(statusError(restore, hrCodes.hrUnknownExpiryTokenFormat).hint).toMatch(/the very bytes/);
  });

  it('says which failures may pass by themselves', () => {
    const retryable = [hrCodes.hrBackupInProgress, hrCodes.hrBackupNotAllowedYet, 1722, 0x800706ba];
    expect(retryable.map((status) => statusError(call, status).retryable)).toEqual(Array(4).fill(true));
    expect(statusError(call, 5).retryable).toBe(false);
  });
});

describe('isEndOfFile', () => {
  it('takes ERROR_HANDLE_EOF raw and wrapped, and nothing else', () => {
    expect([38, 0x80070026, 0, 0xc8000026, 87].map(isEndOfFile)).toEqual([true, true, false, false, false]);
  });
});

describe('addFailure', () => {
  it('keeps what failed first, and hangs on what failed after it', () => {
    const after = answerError(call, 'gave nothing');
    const joined = addFailure(statusError(call, 5), after);
    expect(joined).toMatchObject({ code: 'ACCESS_DENIED', native: { status: 5 }, cause: after });
    expect((joined as Error).message).toMatch(/ERROR_ACCESS_DENIED.* Then DsBackupRead on .* gave nothing\./);
  });

  it('leaves alone what is no error of ours', () => {
    const bug = new TypeError('bug');
    expect(addFailure(bug, new Error('later'))).toBe(bug);
  });
});
