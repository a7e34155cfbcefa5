import type { HRESULT } from '@dsbackup/vss/native';
import type { WriterPhase } from '../machine/writer-failures.js';
import { guidOf } from './guid-of.js';
import type { RequesterState } from './requester-state.js';
import type { VssService } from './vss-service.js';
import { hresult, vss } from './vss-values.js';
import { presentWriters } from './writers/present-writers.js';

/** Identify: the writers that are there tell of themselves. One that fails here is simply missing (fact sheet, 1.7). */
export async function gatherMetadata(service: VssService, state: RequesterState): Promise<HRESULT> {
  const present = await presentWriters(service.machine);
  state.writers = present
    .filter((definition) => service.writerFailures.take(definition, 'Identify') === undefined)
    .map((definition) => ({
      definition,
      instanceId: guidOf(service.machine.computerName, definition.writerId, 'instance'),
      state: vss.WS_STABLE,
      hrFailure: hresult.S_OK,
    }));
  state.metadata = 'gathered';
  return hresult.S_OK;
}

/** PrepareBackup goes to every writer. */
export async function prepare(service: VssService, state: RequesterState): Promise<HRESULT> {
  state.preparation = 'done';
  moveWriters(service, state, { phase: 'PrepareForBackup', to: vss.WS_STABLE });
  return hresult.S_OK;
}

/** PrepareSnapshot, Freeze, Thaw and PostSnapshot: the volumes' shadow copies come to be. */
export async function createSnapshots(service: VssService, state: RequesterState): Promise<HRESULT> {
  const { directory } = service.machine;
  for (const member of state.members) {
    member.snapshot = await directory.snapshot();
    member.device = directory.snapshotsTaken;
    directory.devices.set(member.device, member.snapshot);
  }
  state.set = 'created';
  state.createdAt = service.machine.now();
  directory.isCreatingSnapshotSet = false;
  moveWriters(service, state, { phase: 'DoSnapshotSet', to: vss.WS_WAITING_FOR_BACKUP_COMPLETE });
  failWritersOutsideSet(state);
  for (const chosen of state.chosen) {
    chosen.backupMetadata = chosen.component.backupMetadata?.(state.createdAt);
  }
  return hresult.S_OK;
}

/** BackupComplete goes to every writer. */
export async function complete(service: VssService, state: RequesterState): Promise<HRESULT> {
  state.isComplete = true;
  moveWriters(service, state, { phase: 'BackupComplete', to: vss.WS_STABLE });
  return hresult.S_OK;
}

/** Deletes the shadow copies that a filter picks; answers how many. */
export async function deleteSnapshots(
  service: VssService,
  state: RequesterState,
  picks: (snapshotId: string) => boolean,
): Promise<number> {
  const { directory } = service.machine;
  let deleted = 0;
  for (const member of state.members) {
    if (member.snapshot === undefined || member.device === undefined || !picks(member.snapshotId)) continue;
    directory.devices.delete(member.device);
    await directory.release(member.snapshot);
    member.snapshot = undefined;
    deleted += 1;
  }
  return deleted;
}

/** What is lost when the operation that creates the set fails or is cancelled. */
export function failSet(service: VssService, state: RequesterState): void {
  state.set = 'failed';
  service.machine.directory.isCreatingSnapshotSet = false;
}

function moveWriters(
  service: VssService,
  state: RequesterState,
  { phase, to }: { phase: WriterPhase; to: number },
): void {
  for (const writer of state.writers) {
    const failure = service.writerFailures.take(writer.definition, phase);
    if (failure !== undefined) {
      writer.state = failure.state;
      writer.hrFailure = failure.hr;
    } else if (writer.hrFailure === hresult.S_OK) {
      writer.state = to;
    }
  }
}

/** INFERENCE of the fact sheet, 6.1: a writer whose files are not all on volumes of the set is inconsistent. */
function failWritersOutsideSet(state: RequesterState): void {
  if (state.members.length > 0) return;
  for (const { writer } of state.chosen) {
    writer.state = vss.WS_FAILED_AT_PREPARE_SNAPSHOT;
    writer.hrFailure = hresult.VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT;
  }
}
