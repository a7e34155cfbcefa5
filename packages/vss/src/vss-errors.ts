import { DsBackupError, type ErrorCode } from '@dsbackup/session';
import { formatHresult, hresultSymbol } from '@dsbackup/win32';
import type { HRESULT } from './native/hresult.js';
import { findVssStatus } from './native/vss-errors.js';

/** The backend's name in messages, events and errors. */
export const vssBackend = 'vss';

/** A VSS call that failed. */
export interface VssFailure {
  /** The call by its own name, such as `IVssBackupComponents::StartSnapshotSet`. */
  readonly call: string;
  readonly hresult: HRESULT;
  /** What it was called on: a volume, a component, a path. */
  readonly subject?: string | undefined;
  readonly cause?: unknown;
}

/** What each HRESULT means for a caller. What is not here is `NATIVE_FAILURE`. */
const codes: ReadonlyMap<HRESULT, ErrorCode> = new Map<HRESULT, ErrorCode>([
  [0x80070005, 'ACCESS_DENIED'],
  [0x8007000e, 'OUT_OF_MEMORY'],
  [0x80070422, 'SERVER_UNAVAILABLE'],
  [0x800706ba, 'SERVER_UNAVAILABLE'],
  [0x80004001, 'NO_BACKEND'],
  [0x80042316, 'SNAPSHOT_IN_PROGRESS'],
  [0x80042317, 'INSUFFICIENT_STORAGE'],
  [0x8004231e, 'INSUFFICIENT_STORAGE'],
  [0x8004231f, 'INSUFFICIENT_STORAGE'],
  [0x8004230c, 'VOLUME_NOT_SUPPORTED'],
  [0x8004230e, 'VOLUME_NOT_SUPPORTED'],
  [0x80042312, 'VOLUME_NOT_SUPPORTED'],
  [0x8004232c, 'VOLUME_NOT_SUPPORTED'],
  [0x8004232d, 'VOLUME_NOT_SUPPORTED'],
  [0x80042306, 'SNAPSHOT_LOST'],
  [0x8004230f, 'SNAPSHOT_LOST'],
  [0x80042313, 'SNAPSHOT_LOST'],
  [0x80042314, 'SNAPSHOT_LOST'],
  [0x80042328, 'SNAPSHOT_LOST'],
  [0x80042329, 'SNAPSHOT_LOST'],
  [0x80042315, 'WRITER_FAILED'],
  [0x80042318, 'WRITER_FAILED'],
  [0x80042319, 'WRITER_FAILED'],
  [0x80042336, 'WRITER_FAILED'],
  [0x80042409, 'WRITER_FAILED'],
  [0x800423f0, 'WRITER_FAILED'],
  [0x800423f1, 'WRITER_FAILED'],
  [0x800423f2, 'WRITER_FAILED'],
  [0x800423f3, 'WRITER_FAILED'],
  [0x800423f4, 'WRITER_FAILED'],
  [0x800423f5, 'WRITER_FAILED'],
]);

/** What to do now, for the codes of which we are sure. */
const hints: ReadonlyMap<HRESULT, string> = new Map([
  [0x80070005, 'Run as an administrator, a backup operator or the system account, in an elevated process.'],
  [0x80070422, 'Enable the services "Volume Shadow Copy" and "COM+ Event System".'],
  [0x80042316, 'Wait for the other shadow copy (often another backup product) to be made, then try again.'],
  [0x80042317, 'Delete shadow copies of the volume that nobody needs; "vssadmin list shadows" shows them.'],
  [0x8004231f, 'Give the volume more shadow storage with "vssadmin resize shadowstorage".'],
]);

/** Microsoft's advice for what may pass by itself ("IVssBackupComponents::GetWriterStatus", remarks). */
export const tryLater = 'Wait ten minutes and start the backup again, three times at most.';

/** Turns a failing HRESULT into the error that callers see, by its number alone. */
export function vssError(failure: VssFailure): DsBackupError {
  const hresult = failure.hresult >>> 0;
  const status = findVssStatus(hresult);
  const on = failure.subject === undefined ? '' : ` on ${failure.subject}`;
  return new DsBackupError({
    code: codes.get(hresult) ?? 'NATIVE_FAILURE',
    message: `${failure.call} failed${on}: ${describeHresult(hresult)}.`,
    backend: vssBackend,
    native: {
      call: failure.call,
      domain: 'hresult',
      status: hresult,
      symbol: status?.name ?? hresultSymbol(hresult),
    },
    hint: hints.get(hresult) ?? (status?.retryable === true ? tryLater : undefined),
    retryable: status?.retryable ?? false,
    scope: 'session',
    cause: failure.cause,
  });
}

/** An HRESULT for people: its name, number and meaning, as far as they are known. */
export function describeHresult(hresult: HRESULT): string {
  const status = findVssStatus(hresult >>> 0);
  if (status === undefined) return formatHresult(hresult);
  const number = (hresult >>> 0).toString(16).toUpperCase().padStart(8, '0');
  return `${status.name} (0x${number}), ${status.meaning}`;
}

/** A call that Windows says succeeded, but that did not do what its contract says. */
export function vssContractError(call: string, what: string): DsBackupError {
  return new DsBackupError({
    code: 'NATIVE_FAILURE',
    message: `${call} reported success but ${what}.`,
    backend: vssBackend,
    native: { call, domain: 'hresult', status: 0, symbol: 'S_OK' },
    scope: 'session',
  });
}
