import { describe, expect, it } from 'vitest';
import { backUp, rejectionOf } from './back-up.js';
import { domainController } from './domain-controller.js';
import type { ScriptedVss } from './scripted-vss.js';

const preparing = ['GatherWriterMetadata', 'PrepareForBackup', 'GatherWriterStatus', 'DoSnapshotSet'];

const reason = new Error('the operator gave up');

/** Gives up as soon as an operation was started. */
function givingUpAt(machine: ScriptedVss, method: string): AbortController {
  const controller = new AbortController();
  machine.objects.onCall = (call) => {
    if (call === `async:${method}`) controller.abort(reason);
  };
  return controller;
}

function requireNothingLeft({ objects }: ScriptedVss): void {
  expect(objects.live).toBe(0);
  expect(objects.breaches).toEqual([]);
}

const aborts = ({ objects }: ScriptedVss) =>
  objects.journal.filter((call) => call === 'IVssBackupComponents::AbortBackup').length;

describe('an asynchronous step', () => {
  it('is asked at once, and again until it is no longer pending', async () => {
    const machine = domainController();
    machine.asyncs.set('DoSnapshotSet', { pending: 2 });
    const started = performance.now();
    await backUp(machine);
    expect(performance.now() - started).toBeGreaterThanOrEqual(140);
    expect(machine.objects.counts().get('async:DoSnapshotSet')).toBe(3);
    expect(machine.objects.counts().get('async:PrepareForBackup')).toBe(1);
    requireNothingLeft(machine);
  });

  it.each([
    ['a result that was never written', 'unwritten', /wrote no result/],
    ['S_OK, which is no state', 0, /no state of an operation/],
    ["a stranger's cancel", 0x0004230b, /VSS_S_ASYNC_CANCELLED/],
  ] as const)('takes %s for a failure', async (_what, result, message) => {
    const machine = domainController();
    machine.asyncs.set('DoSnapshotSet', { result });
    const error = await rejectionOf(backUp(machine));
    expect(error.code).toBe('NATIVE_FAILURE');
    expect(error.message).toMatch(message);
    expect(aborts(machine)).toBe(1);
    requireNothingLeft(machine);
  });

  it.each(preparing)(
    'is cancelled when the caller gives up, and the reason comes back: %s',
    async (method) => {
      const machine = domainController();
      machine.asyncs.set(method, { pending: 1_000 });
      const { signal } = givingUpAt(machine, method);
      await expect(backUp(machine, { signal })).rejects.toBe(reason);
      const asked = machine.objects.journal.filter((call) => /Cancel$|^async:/.test(call));
      expect(asked.slice(-3)).toEqual([`async:${method}`, 'IVssAsync::Cancel', `async:${method}`]);
      expect(aborts(machine)).toBe(machine.steps.has('PrepareForBackup') ? 1 : 0);
      requireNothingLeft(machine);
    },
  );

  it('counts as done when Windows was faster than the cancel, so that AbortBackup is due', async () => {
    const machine = domainController();
    machine.asyncs.set('PrepareForBackup', { pending: 1_000, finishesDespiteCancel: true });
    const { signal } = givingUpAt(machine, 'PrepareForBackup');
    await expect(backUp(machine, { signal })).rejects.toBe(reason);
    expect(aborts(machine)).toBe(1);
    requireNothingLeft(machine);
  });

  it('is cancelled when it takes longer than it may', async () => {
    const machine = domainController();
    machine.asyncs.set('PrepareForBackup', { pending: 1_000 });
    const error = await rejectionOf(backUp(machine, { stepDeadline: 20 }));
    expect(error).toMatchObject({ code: 'DEADLINE_EXCEEDED', retryable: true });
    expect(error.message).toContain('PrepareForBackup');
    expect(aborts(machine)).toBe(0);
    requireNothingLeft(machine);
  });

  it('leaves no call to be made once the caller has given up', async () => {
    const machine = domainController();
    const controller = new AbortController();
    machine.objects.onCall = (call) => {
      if (call.endsWith('AddToSnapshotSet')) controller.abort(new Error('enough'));
    };
    await expect(backUp(machine, { signal: controller.signal })).rejects.toThrow('enough');
    expect(machine.objects.journal).not.toContain('IVssBackupComponents::PrepareForBackup');
    expect(aborts(machine)).toBe(0);
    requireNothingLeft(machine);
  });
});
