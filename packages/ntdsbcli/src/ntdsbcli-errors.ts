import { DsBackupError, errorCodes, type NativeFailure } from '@dsbackup/session';
import { isHresultFailure, win32FromRawOrWrapped, win32Status, win32Symbol } from '@dsbackup/win32';
import { eseNumber } from './native/ese-status.js';
import { hrName } from './native/hr-codes.js';
import { hrDescriptions } from './native/hr-descriptions.js';
import { statusMeaning } from './ntdsbcli-error-codes.js';

/** A call of ntdsbcli.dll and what it was made on: a server or a file. */
export interface NtdsbcliCall {
  readonly call: string;
  readonly subject: string;
}

/** The error for a status that is not 0. It spoils the whole backup: the server gives it up as one. */
export function statusError({ call, subject }: NtdsbcliCall, status: number): DsBackupError {
  const native = nativeFailure(call, status);
  const { code, retryable } = statusMeaning(status);
  const meaning = code === 'NATIVE_FAILURE' ? '' : errorCodes[code];
  const name = hrName(status);
  const words = name === undefined ? meaning : hrDescriptions[name];
  return new DsBackupError({
    code,
    message: `${call} failed on "${subject}" with ${statusText(native)}.${words === '' ? '' : ` ${words}`}`,
    backend: 'ntdsbcli',
    native,
    hint: hintFor(call, code, status),
    retryable,
  });
}

/** The error for a call that did not fail, but whose answer can't be used. */
export function answerError({ call, subject }: NtdsbcliCall, what: string): DsBackupError {
  return new DsBackupError({
    code: 'NATIVE_FAILURE',
    message: `${call} on "${subject}" ${what}.`,
    backend: 'ntdsbcli',
    native: nativeFailure(call, 0),
  });
}

/** `failure`, with what went wrong after it as its cause. */
export function addFailure(failure: unknown, after: unknown): unknown {
  if (!DsBackupError.is(failure)) return failure;
  const { code, backend, native, hint, retryable, scope } = failure;
  const message = after instanceof Error ? `${failure.message} Then ${after.message}` : failure.message;
  return new DsBackupError({ code, message, backend, native, hint, retryable, scope, cause: after });
}

/** Whether a status of DsBackupRead is the end of the file: ERROR_HANDLE_EOF, raw or wrapped. */
export function isEndOfFile(status: number): boolean {
  return win32FromRawOrWrapped(status) === win32Status.ERROR_HANDLE_EOF;
}

function nativeFailure(call: string, status: number): NativeFailure {
  const domain = isHresultFailure(status) || status === 0 ? 'hresult' : 'win32';
  return { call, domain, status, symbol: statusSymbol(status) };
}

function statusSymbol(status: number): string | undefined {
  const win32 = win32FromRawOrWrapped(status);
  const name = hrName(status) ?? (win32 === undefined ? undefined : win32Symbol(win32));
  if (name !== undefined) return name;
  const number = eseNumber(status);
  return number === undefined ? undefined : `ESE ${number < 0 ? 'error' : 'warning'} ${number}`;
}

/** `hrReadVerifyFailure (0xC80003FA, ESE error -1018)`, `ERROR_ACCESS_DENIED (5)`, or `status 0xC7FF1234`. */
function statusText({ domain, status, symbol }: NativeFailure): string {
  const number = domain === 'win32' ? `${status}` : `0x${status.toString(16).toUpperCase().padStart(8, '0')}`;
  if (symbol === undefined) return `status ${number}`;
  const ese = eseNumber(status);
  const named =
    ese === undefined || symbol.startsWith('ESE ') ? '' : `, ESE ${ese < 0 ? 'error' : 'warning'} ${ese}`;
  return `${symbol} (${number}${named})`;
}

function hintFor(call: string, code: DsBackupError['code'], status: number): string | undefined {
  if (code === 'ACCESS_DENIED' && call.startsWith('DsRestore')) {
    return 'Run as the local administrator of Directory Services Restore Mode, with SeRestorePrivilege enabled.';
  }
  if (code === 'ACCESS_DENIED') {
    return 'Run as a member of Backup Operators or Administrators of this domain controller, with SeBackupPrivilege enabled.';
  }
  const win32 = win32FromRawOrWrapped(status);
  if (hrName(status) === 'hrCouldNotConnect' || win32 === win32Status.RPC_S_INVALID_BINDING) {
    return 'ntdsbcli.dll serves only the local computer: run on the domain controller itself, under its own name.';
  }
  if (code === 'EXPIRED') {
    return 'The backup is older than the tombstone lifetime of its forest: restore a newer one, or promote this computer anew.';
  }
  if (code === 'TOKEN_REFUSED')
    return 'Use the very bytes of the expiry token that the backup was made with.';
  if (code === 'BACKUP_IN_PROGRESS') return 'Wait until the other backup of this directory has ended.';
  return undefined;
}
