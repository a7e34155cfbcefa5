import { DsBackupError, errorCodes, type NativeFailure } from '@dsbackup/session';
import { isHresultFailure, win32FromRawOrWrapped, win32Status, win32Symbol } from '@dsbackup/win32';
import { eseNumber } from './native/ese-status.js';
import { hrName } from './native/hr-codes.js';
import { hrDescriptions } from './native/hr-descriptions.js';
import { statusMeaning } from './ntdsbcli-error-codes.js';
import { statusHint } from './status-hint.js';

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
    hint: statusHint(call, code, status),
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
