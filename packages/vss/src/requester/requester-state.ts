import { DsBackupError } from '@dsbackup/session';
import { vssBackend } from '../vss-errors.js';

/** How far a backup has come. A call that does not belong to the state rejects before Windows sees it. */
export type RequesterState =
  | 'created'
  | 'initialized'
  | 'gathered'
  | 'set-started'
  | 'prepared'
  | 'snapshotted'
  | 'completed'
  | 'aborted'
  | 'released';

/** Rejects a step that does not belong to the state: Windows would answer VSS_E_BAD_STATE, or worse, nothing. */
export function requireState(state: RequesterState, step: string, allowed: readonly RequesterState[]): void {
  if (allowed.includes(state)) return;
  throw new DsBackupError({
    code: 'OUT_OF_ORDER',
    message: `${step} belongs to the state ${allowed.join(' or ')} of a backup, but this one is ${state}.`,
    backend: vssBackend,
  });
}
