import { DsBackupError } from '@dsbackup/session';
import {
  VSS_WS_FAILED_AT_BACKUP_COMPLETE,
  VSS_WS_FAILED_AT_BACKUPSHUTDOWN,
  VSS_WS_FAILED_AT_FREEZE,
  VSS_WS_FAILED_AT_IDENTIFY,
  VSS_WS_FAILED_AT_POST_RESTORE,
  VSS_WS_FAILED_AT_POST_SNAPSHOT,
  VSS_WS_FAILED_AT_PRE_RESTORE,
  VSS_WS_FAILED_AT_PREPARE_BACKUP,
  VSS_WS_FAILED_AT_PREPARE_SNAPSHOT,
  VSS_WS_FAILED_AT_THAW,
  VSS_WS_STABLE,
  VSS_WS_UNKNOWN,
  VSS_WS_WAITING_FOR_BACKUP_COMPLETE,
  VSS_WS_WAITING_FOR_FREEZE,
  VSS_WS_WAITING_FOR_POST_SNAPSHOT,
  VSS_WS_WAITING_FOR_THAW,
} from '../native/constants.js';
import type { HRESULT, VSS_ID } from '../native/hresult.js';
import { findVssStatus } from '../native/vss-errors.js';
import { describeHresult, tryLater, vssBackend } from '../vss-errors.js';
import { isFailure } from './vss-call.js';

/** What one writer said of itself after a step. */
export interface WriterStatus {
  readonly instanceId: VSS_ID;
  readonly writerId: VSS_ID;
  readonly name: string;
  /** VSS_WS_*. */
  readonly state: number;
  /** Its reason, if it failed; 0 if it has none. */
  readonly failure: HRESULT;
}

/** A writer whose state matters. */
export interface ExpectedWriter {
  readonly instanceId: VSS_ID;
  readonly name: string;
}

const states: ReadonlyMap<number, string> = new Map([
  [VSS_WS_UNKNOWN, 'unknown'],
  [VSS_WS_STABLE, 'stable'],
  [VSS_WS_WAITING_FOR_FREEZE, 'waiting for freeze'],
  [VSS_WS_WAITING_FOR_THAW, 'waiting for thaw'],
  [VSS_WS_WAITING_FOR_POST_SNAPSHOT, 'waiting for post-snapshot'],
  [VSS_WS_WAITING_FOR_BACKUP_COMPLETE, 'waiting for backup complete'],
  [VSS_WS_FAILED_AT_IDENTIFY, 'failed at identify'],
  [VSS_WS_FAILED_AT_PREPARE_BACKUP, 'failed at prepare backup'],
  [VSS_WS_FAILED_AT_PREPARE_SNAPSHOT, 'failed at prepare snapshot'],
  [VSS_WS_FAILED_AT_FREEZE, 'failed at freeze'],
  [VSS_WS_FAILED_AT_THAW, 'failed at thaw'],
  [VSS_WS_FAILED_AT_POST_SNAPSHOT, 'failed at post-snapshot'],
  [VSS_WS_FAILED_AT_BACKUP_COMPLETE, 'failed at backup complete'],
  [VSS_WS_FAILED_AT_PRE_RESTORE, 'failed at pre-restore'],
  [VSS_WS_FAILED_AT_POST_RESTORE, 'failed at post-restore'],
  [VSS_WS_FAILED_AT_BACKUPSHUTDOWN, 'failed at backup shutdown'],
]);

/** A writer's state in words. */
export function writerStateName(state: number): string {
  return states.get(state) ?? `state ${state}`;
}

/**
 * Whether a writer is well: one of the five working states, and no failing reason beside it.
 *
 * Unknown is not well: a writer that works is in one of the states 1 to 5 (Microsoft's "Determining Writer
 * Status"), and 0 says only that nobody knows. What nobody can vouch for is no success; nor is a number that
 * the header does not define. A failing reason counts whatever the state: the two come from different places.
 */
export function isWriterWell({ state, failure }: WriterStatus): boolean {
  return state >= VSS_WS_STABLE && state <= VSS_WS_WAITING_FOR_BACKUP_COMPLETE && !isFailure(failure);
}

/** Rejects unless every writer of the backup reports and is well. Others may fail: they are not in the backup. */
export function requireWritersWell(
  expected: readonly ExpectedWriter[],
  statuses: readonly WriterStatus[],
  step: string,
): void {
  for (const writer of expected) {
    const status = statuses.find(({ instanceId }) => instanceId === writer.instanceId);
    if (status === undefined) throw writerGone(writer, step);
    if (!isWriterWell(status)) throw writerFailed(status, { step });
  }
}

/** The error for a writer that is not well after a step. */
export function writerFailed(
  { name, state, failure }: WriterStatus,
  { step, cause }: { readonly step: string; readonly cause?: unknown },
): DsBackupError {
  const reason = failure === 0 ? 'it gave no reason' : describeHresult(failure);
  const status = findVssStatus(failure >>> 0);
  return new DsBackupError({
    code: 'WRITER_FAILED',
    message: `The writer "${name}" is not well after ${step}: ${writerStateName(state)}; ${reason}.`,
    backend: vssBackend,
    native: {
      call: 'IVssBackupComponents::GetWriterStatus',
      domain: 'hresult',
      status: failure >>> 0,
      symbol: status?.name,
    },
    hint:
      status?.retryable === true
        ? tryLater
        : 'Read the Application event log of the same minute; "vssadmin list writers" shows the writer\'s state.',
    retryable: status?.retryable ?? false,
    scope: 'session',
    cause,
  });
}

function writerGone({ name }: ExpectedWriter, step: string): DsBackupError {
  return new DsBackupError({
    code: 'WRITER_MISSING',
    message: `The writer "${name}" takes part in the backup but no longer reports after ${step}.`,
    backend: vssBackend,
    hint: 'See whether the service that hosts the writer was stopped meanwhile.',
    scope: 'session',
  });
}
