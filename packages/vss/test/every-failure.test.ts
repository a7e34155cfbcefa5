import { DsBackupError } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { type Backup, backUp } from './back-up.js';
import { domainController } from './domain-controller.js';
import type { ScriptedVss } from './scripted-vss.js';

interface Outcome {
  readonly machine: ScriptedVss;
  readonly backup: Backup | undefined;
  readonly error: unknown;
}

/** Backs up once, with one call failing. */
async function backUpWith(injection: {
  call: string;
  occurrence: number;
  status: number | string;
}): Promise<Outcome> {
  const machine = domainController();
  machine.objects.injections.push(injection);
  const backup = await backUp(machine).catch((error: unknown) => ({ error }));
  return 'error' in backup
    ? { machine, backup: undefined, error: backup.error }
    : { machine, backup, error: undefined };
}

const isOnFiles = (call: string) => call.startsWith('ShadowFile');
const isOnOneFile = (call: string) => call.startsWith('ShadowFile::') || call === 'ShadowFileSystem::open';
const statusFor = (call: string) =>
  isOnFiles(call) ? 'EACCES' : /^[A-Z][a-z]+\w+W$/.test(call) ? 5 : 0x80070005;

/** Every call of a backup that goes well, as often as it is made. */
const clean = domainController();
await backUp(clean);
const everyCall = [...clean.objects.counts()].flatMap(([call, count]) =>
  Array.from({ length: count }, (_, index) => ({ call, occurrence: index + 1 })),
);

function requireCleanedUp({ machine }: Outcome, call: string): void {
  const { journal, breaches, live } = machine.objects;
  expect(breaches).toEqual([]);
  // What can't be freed stays, unless Release takes it along: that is all that may.
  expect(live).toBe(call === 'IVssWMComponent::FreeComponentInfo' ? 1 : 0);
  const made = !(call === 'CreateVssBackupComponentsInternal');
  expect(journal.filter((entry) => entry === 'IVssBackupComponents::Release')).toHaveLength(made ? 1 : 0);
  if (made) expect(journal.at(-1)).toBe('IVssBackupComponents::Release');
}

function requireAbortedWhenDue({ machine }: Outcome): void {
  const aborts = machine.objects.journal.filter((entry) => entry === 'IVssBackupComponents::AbortBackup');
  const isDue = machine.steps.has('PrepareForBackup') && !machine.steps.has('BackupComplete');
  expect(aborts).toHaveLength(isDue ? 1 : 0);
}

describe('a backup of which one call fails, whichever it is', () => {
  it('meets every kind of call that the backend makes', () => {
    expect(everyCall.length).toBeGreaterThan(250);
    expect(clean.objects.counts().size).toBeGreaterThan(50);
  });

  it.each(everyCall.filter(({ call }) => !isOnOneFile(call) && !call.startsWith('async:')))(
    'rejects with what it means and leaves nothing behind: $call, time $occurrence',
    async (made) => {
      const outcome = await backUpWith({ ...made, status: statusFor(made.call) });
      requireCleanedUp(outcome, made.call);
      requireAbortedWhenDue(outcome);
      const isRelease = made.call === 'IVssBackupComponents::FreeWriterMetadata';
      expect(outcome.backup).toBeUndefined();
      expect(DsBackupError.is(outcome.error) && outcome.error.code).toBe(
        isRelease ? 'RELEASE_FAILED' : 'ACCESS_DENIED',
      );
    },
  );

  it.each(everyCall.filter(({ call }) => call.startsWith('async:')))(
    'believes QueryStatus alone: $call, time $occurrence',
    async (made) => {
      const outcome = await backUpWith({ ...made, status: 0x8004231f });
      requireCleanedUp(outcome, made.call);
      requireAbortedWhenDue(outcome);
      expect(outcome.error).toMatchObject({ code: 'INSUFFICIENT_STORAGE', scope: 'session' });
      expect((outcome.error as DsBackupError).native).toEqual({
        call: `IVssAsync::QueryStatus(${made.call.slice('async:'.length)})`,
        domain: 'hresult',
        status: 0x8004231f,
        symbol: 'VSS_E_INSUFFICIENT_STORAGE',
      });
    },
  );

  it.each(everyCall.filter(({ call }) => isOnOneFile(call)))(
    "fails the file's component and no more: $call, time $occurrence",
    async (made) => {
      const outcome = await backUpWith({ ...made, status: 'EIO' });
      requireCleanedUp(outcome, made.call);
      expect(outcome.backup?.fileErrors).toMatchObject([{ code: 'FILE_UNREADABLE', scope: 'file' }]);
      const failed = outcome.backup?.receipt.components.filter(({ succeeded }) => !succeeded);
      expect(failed).toHaveLength(1);
      expect([...outcome.machine.succeeded.values()].filter((succeeded) => !succeeded)).toHaveLength(1);
      expect(outcome.machine.steps.has('BackupComplete')).toBe(true);
    },
  );
});
