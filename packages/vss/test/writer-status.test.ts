import { describe, expect, it } from 'vitest';
import { backUp, rejectionOf } from './back-up.js';
import { domainController } from './domain-controller.js';

const steps = ['PrepareForBackup', 'DoSnapshotSet', 'BackupComplete'];

describe('the status of the writers', () => {
  it.each(steps)('fails the backup when a writer of it failed by %s', async (after) => {
    const machine = domainController();
    machine.failures.set('NTDS', { after, state: 10, hr: 0x800423f4 });
    const error = await rejectionOf(backUp(machine));
    expect(error).toMatchObject({ code: 'WRITER_FAILED', retryable: false });
    expect(error.native).toMatchObject({ status: 0x800423f4, symbol: 'VSS_E_WRITERERROR_NONRETRYABLE' });
    expect(error.message).toBe(
      `The writer "NTDS" is not well after ${after}: failed at thaw; VSS_E_WRITERERROR_NONRETRYABLE (0x800423F4), the writer failed; its data can't be trusted.`,
    );
    const aborted = machine.objects.journal.includes('IVssBackupComponents::AbortBackup');
    expect(aborted).toBe(after !== 'BackupComplete');
    expect(machine.objects.live).toBe(0);
  });

  it.each([
    ['a failing reason beside a working state', 1, 0x800423f3],
    ['a failed state without a reason', 9, 0],
    ['an unknown state', 0, 0],
    ['a state that the header does not define', 42, 0],
  ])('takes %s for a failure', async (_what, state, hr) => {
    const machine = domainController();
    machine.failures.set('Registry Writer', { after: 'DoSnapshotSet', state, hr });
    const error = await rejectionOf(backUp(machine));
    expect(error.code).toBe('WRITER_FAILED');
    expect(error.message).toContain('Registry Writer');
    expect(error.retryable).toBe(hr === 0x800423f3);
  });

  it('lets a writer fail that is not in the backup, and says so in writers.json', async () => {
    const machine = domainController();
    machine.failures.set('System Writer', { after: 'DoSnapshotSet', state: 11, hr: 0x800423f4 });
    const { receipt } = await backUp(machine);
    const document = receipt.documents.find(({ name }) => name === 'writers.json');
    const { writers } = JSON.parse(new TextDecoder().decode(document?.bytes));
    expect(writers[0]).toMatchObject({ name: 'System Writer', takesPart: false });
    expect(writers[0].statuses[1]).toMatchObject({
      stateName: 'failed at post-snapshot',
      failure: 0x800423f4,
    });
  });

  it('misses a writer of the backup that no longer reports', async () => {
    const machine = domainController();
    machine.silent.add('NTDS');
    const error = await rejectionOf(backUp(machine));
    expect(error).toMatchObject({ code: 'WRITER_MISSING' });
    expect(error.message).toContain('NTDS');
  });

  it('names the writer when Windows says only that some writer made the shadow copy fail', async () => {
    const machine = domainController();
    machine.asyncs.set('DoSnapshotSet', { result: 0x80042315 });
    machine.failures.set('System Writer', { after: 'PrepareForBackup', state: 9, hr: 0x800423f2 });
    const error = await rejectionOf(backUp(machine));
    expect(error).toMatchObject({ code: 'WRITER_FAILED', retryable: true });
    expect(error.message).toContain('System Writer');
    expect(error.cause).toMatchObject({ native: { status: 0x80042315 } });
  });
});
