import { DsBackupError } from '@dsbackup/session';
import type { HRESULT } from './hresult.js';
import { hresultOfCode } from './hresult-of-code.js';

/**
 * The status for an error. Where ntdsbcli.dll itself answered, it is that very number, raw or wrapped as it came; a failed
 * session answers with what failed first, and several failures with the first of them.
 */
export function hresultOf(error: DsBackupError): HRESULT {
  const { code, native, cause } = error;
  // The calls of no other API of Windows begin like this.
  if (native?.call.startsWith('Ds') && native.status !== 0) return native.status;
  if (code === 'SESSION_FAILED' && DsBackupError.is(cause)) return hresultOf(cause);
  if (code === 'RELEASE_FAILED' && cause instanceof AggregateError) {
    const first: unknown = cause.errors.find((failure: unknown) => DsBackupError.is(failure));
    if (DsBackupError.is(first)) return hresultOf(first);
  }
  return hresultOfCode[code];
}
