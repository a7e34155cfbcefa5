import type { DriverControl } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import type { RequesterState } from '../src/requester/requester-state.js';
import { VssRequester } from '../src/requester/vss-requester.js';
import { rejectionOf } from './back-up.js';
import { domainController } from './domain-controller.js';
import { volumeOf } from './scripted-vss.js';

const control: DriverControl = { signal: new AbortController().signal, report: () => undefined };
const component = { instanceId: '{i}', writerId: '{w}', type: 1, logicalPath: null, name: 'c' };

/** Every step, in the one order in which all of them are allowed. */
const steps: [string, (requester: VssRequester) => Promise<unknown>][] = [
  ['initialize', (to) => to.initialize(control, { backupType: 1, bootableSystemState: true })],
  ['gatherWriters', (to) => to.gatherWriters(control, () => false)],
  ['addComponent', (to) => to.addComponent(control, component)],
  ['startSnapshotSet', (to) => to.startSnapshotSet(control, [volumeOf('C')])],
  ['prepareForBackup', (to) => to.prepareForBackup(control)],
  ['writerStatus', (to) => to.writerStatus(control)],
  ['doSnapshotSet', (to) => to.doSnapshotSet(control)],
  ['snapshotProperties', (to) => to.snapshotProperties(control, '{snapshot of x}')],
  ['componentMetadata', (to) => to.componentMetadata(control)],
  ['setBackupSucceeded', (to) => to.setBackupSucceeded(control, { component, succeeded: true })],
  ['saveAsXml', (to) => to.saveAsXml(control)],
  ['backupComplete', (to) => to.backupComplete(control)],
];

/** In which states each step is allowed, written down once more. */
const allowed: Record<string, RequesterState[]> = {
  initialize: ['created'],
  gatherWriters: ['initialized'],
  addComponent: ['gathered'],
  startSnapshotSet: ['gathered'],
  prepareForBackup: ['set-started'],
  writerStatus: ['prepared', 'snapshotted', 'completed'],
  doSnapshotSet: ['prepared'],
  snapshotProperties: ['snapshotted'],
  componentMetadata: ['snapshotted'],
  setBackupSucceeded: ['snapshotted'],
  saveAsXml: ['snapshotted', 'completed'],
  backupComplete: ['snapshotted'],
};

async function requesterAfter(count: number) {
  const machine = domainController();
  const requester = await VssRequester.create(control, { vssapi: machine.vssapi });
  for (const [, step] of steps.slice(0, count)) await step(requester);
  return { machine, requester };
}

describe('a requester', () => {
  it.each(Array.from({ length: steps.length + 1 }, (_, count) => count))(
    'lets nothing out of order reach Windows, after %i steps',
    async (count) => {
      for (const [name, step] of steps) {
        const { machine, requester } = await requesterAfter(count);
        if (allowed[name]?.includes(requester.state) === true) continue;
        const before = machine.objects.journal.length;
        const error = await rejectionOf(step(requester));
        expect(error.code, name).toBe('OUT_OF_ORDER');
        expect(machine.objects.journal).toHaveLength(before);
      }
    },
  );

  it('aborts once, from PrepareForBackup until BackupComplete, and then lets nothing through but release', async () => {
    for (let count = 0; count <= steps.length; count++) {
      const { machine, requester } = await requesterAfter(count);
      const isDue = ['prepared', 'snapshotted'].includes(requester.state);
      await requester.abort(control);
      await requester.abort(control);
      const aborts = machine.objects.journal.filter((call) => call.endsWith('::AbortBackup'));
      expect(aborts, requester.state).toHaveLength(isDue ? 1 : 0);
      if (isDue) expect(requester.state).toBe('aborted');
      await requester.release(control);
      expect(machine.objects.live).toBe(0);
    }
  });

  it('releases once, however often it is asked', async () => {
    const { machine, requester } = await requesterAfter(steps.length);
    await requester.release(control);
    await requester.release(control);
    expect(machine.objects.journal.filter((call) => call === 'IVssBackupComponents::Release')).toHaveLength(
      1,
    );
    expect(machine.objects.breaches).toEqual([]);
  });
});
