import { type BackupPhase, type DriverControl, DsBackupError } from '@dsbackup/session';
import type { BackupRecord, StatusReport } from './documents/backup-record.js';
import type { VssNative } from './native/vss-native.js';
import type { ComponentAddress } from './requester/component-address.js';
import { quietly } from './requester/vss-call.js';
import type { VssRequester } from './requester/vss-requester.js';
import {
  type ExpectedWriter,
  isWriterWell,
  requireWritersWell,
  writerFailed,
} from './requester/writer-status.js';
import type { BackupPlan, PlannedComponent } from './select/backup-plan.js';
import { type ComponentPreset, presetTakesWriter } from './select/component-preset.js';
import { selectComponents } from './select/select-components.js';
import type { SelectionFacts } from './select/selection-facts.js';
import { type LocatedPlan, locatePlan } from './volumes/locate-plan.js';
import { readShadowVolumes } from './volumes/shadow-volume.js';

/** What preparing needs. */
export interface Preparation {
  readonly requester: VssRequester;
  readonly native: VssNative;
  readonly preset: ComponentPreset;
  readonly facts?: SelectionFacts | undefined;
}

/** The writers that take part, each once. */
export function writersOf(plan: BackupPlan): ExpectedWriter[] {
  return [...new Set(plan.components.map(({ writer }) => writer))];
}

/** A planned component as Windows addresses it. */
export function addressOf({ writer, component }: PlannedComponent): ComponentAddress {
  const { type, logicalPath, name } = component;
  return { instanceId: writer.instanceId, writerId: writer.writerId, type, logicalPath, name };
}

/** From a fresh requester to a shadow copy whose files can be listed. */
export async function prepareVssBackup(
  control: DriverControl,
  preparation: Preparation,
): Promise<BackupRecord> {
  const { requester, preset, facts } = preparation;
  const writers = await inPhase(control, 'gather-writers', () =>
    requester.gatherWriters(control, (writer) => presetTakesWriter(preset, writer)),
  );
  const { plan, located } = await inPhase(control, 'select', () => {
    const plan = selectComponents(
      writers.map(({ writer }) => writer),
      preset,
      facts,
    );
    return select(control, preparation, plan);
  });
  const { snapshots, prepared } = await inPhase(control, 'prepare', async () => {
    const snapshots = await requester.startSnapshotSet(control, located.volumeNames);
    await requester.prepareForBackup(control);
    const prepared = await checkWriters(control, { requester, plan, after: 'PrepareForBackup' });
    return { snapshots, prepared };
  });
  return inPhase(control, 'snapshot', async () => {
    await requester.doSnapshotSet(control).catch(async (failure: unknown) => {
      throw await nameCulprits(control, requester, failure);
    });
    const copied = await checkWriters(control, { requester, plan, after: 'DoSnapshotSet' });
    const volumes = await readShadowVolumes(control, requester, snapshots);
    const componentMetadata = await requester.componentMetadata(control);
    return { plan, located, writers, volumes, statuses: [prepared, copied], componentMetadata };
  });
}

/** Asks every writer how it is, and rejects with `WRITER_FAILED` if one that takes part is not well. */
export async function checkWriters(
  control: DriverControl,
  { requester, plan, after }: { requester: VssRequester; plan: BackupPlan; after: string },
): Promise<StatusReport> {
  const writers = await requester.writerStatus(control);
  requireWritersWell(writersOf(plan), writers, after);
  return { after, writers };
}

/**
 * Windows says only that some writer made the shadow copy fail; the writers say which, in or out of the backup.
 * Best effort: where they can't be asked, or none admits to it, the failure stays as it was.
 */
async function nameCulprits(
  control: DriverControl,
  requester: VssRequester,
  failure: unknown,
): Promise<unknown> {
  if (!DsBackupError.is(failure) || failure.code !== 'WRITER_FAILED') return failure;
  const statuses = await requester.writerStatus(control).catch(() => []);
  const culprit = statuses.find((status) => !isWriterWell(status));
  return culprit === undefined ? failure : writerFailed(culprit, { step: 'DoSnapshotSet', cause: failure });
}

/** Tells the start of a phase, and its end unless it fails. */
export async function inPhase<Result>(
  control: DriverControl,
  phase: BackupPhase,
  work: () => Promise<Result>,
): Promise<Result> {
  control.report({ kind: 'phase-start', phase });
  const result = await work();
  control.report({ kind: 'phase-end', phase });
  return result;
}

async function select(
  control: DriverControl,
  { requester, native }: Preparation,
  plan: BackupPlan,
): Promise<{ plan: BackupPlan; located: LocatedPlan }> {
  const located = await locatePlan(quietly(control), native.kernel32, plan);
  for (const component of plan.components) {
    if (component.selection === 'explicit') await requester.addComponent(control, addressOf(component));
  }
  return { plan, located };
}
