import { createNtdsbcliRestoreDriver, createRestoreFileSystem } from '@dsbackup/ntdsbcli';
import type { NtdsbcliCallName } from '@dsbackup/ntdsbcli/native';
import { DsBackupError, startRestoreSession } from '@dsbackup/session';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSimulatedDomainController, type SimulatedDomainController } from '../src/index.js';
import { backupToken } from './backup-token.js';
import { callsIn } from './call-journal.js';
import { type FailingFiles, failingFiles } from './failing-files.js';
import { type NamedStatus, statusesOf } from './named-statuses.js';
import { contentOf, filesOf, oldTree, plan } from './restore-tree.js';

const isFull = process.env.DSBACKUP_FULL === '1';
const timeout = isFull ? 600_000 : 30_000;

interface Given {
  readonly root: string;
  readonly host: SimulatedDomainController;
  readonly failing: FailingFiles;
  readonly before: ReadonlyMap<string, Uint8Array>;
  restore(): Promise<void>;
}

async function given(code?: string): Promise<Given> {
  const root = await oldTree();
  const expiryToken = await backupToken(root);
  const host = await openSimulatedDomainController(root, {
    windows: '2003',
    computerName: 'DC01',
    startedIn: 'restore-mode',
  });
  const api = await host.ntdsbcli();
  const failing = failingFiles(
    createRestoreFileSystem((path) => host.localPath(path)),
    code,
  );
  return {
    root,
    host,
    failing,
    before: await filesOf(root),
    async restore() {
      const { files } = failing;
      await using session = await startRestoreSession(
        createNtdsbcliRestoreDriver({ api, serverName: 'DC01', expiryToken, files }),
      );
      await session.locations();
      await session.register(plan);
      for (const file of plan.files) await session.writeFile(file, [contentOf(file)]);
      await session.complete();
    },
  };
}

const failureOf = (work: Promise<void>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Every message of a failure; leaving a scope that failed and failed to clear up has two. */
function said(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  // Node 20 has no SuppressedError by name.
  if (!('suppressed' in failure && 'error' in failure)) return failure.message;
  return `${said(failure.suppressed)} ${said(failure.error)}`;
}

/** Which of the files that were there are not as they were, and which are new. */
async function changed({ root, before }: Given): Promise<string[]> {
  const after = await filesOf(root);
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    return old === undefined || now === undefined || Buffer.compare(old, now) !== 0;
  });
}

/** What was restored of the plan. */
async function isRestored({ root }: Given): Promise<boolean> {
  const now = await filesOf(root);
  return plan.files
    .filter(({ kind }) => kind !== 'directory')
    .every((file) => Buffer.compare(now.get(file.path) ?? Buffer.of(), contentOf(file)) === 0);
}

/** What may still be called once a call has failed. */
const afterFailure = ['DsBackupFree', 'DsRestoreRegisterComplete', 'DsRestoreEnd'];
const calls: readonly NtdsbcliCallName[] = [
  'DsIsNTDSOnlineW',
  'DsRestorePrepareW',
  'DsRestoreGetDatabaseLocationsW',
  'DsRestoreRegisterW',
  'DsRestoreRegisterComplete',
  'DsRestoreEnd',
];

/** Lets one call fail in a restore of its own, and holds everything that must be true then. */
async function injected(call: NtdsbcliCallName, { status, code }: NamedStatus): Promise<void> {
  const restore = await given();
  const { host } = restore;
  host.failNext(call as Exclude<NtdsbcliCallName, 'DsBackupFree'>, { status });
  const failure = await failureOf(restore.restore());
  const what = `${call} answering 0x${status.toString(16)}`;
  if (!DsBackupError.is(failure)) throw new Error(`${what} came out as ${String(failure)}`);
  expect({ what, code: failure.code, call: failure.native?.call, status: failure.native?.status }).toEqual({
    what,
    code,
    call,
    status,
  });
  const made = callsIn(host.journal());
  const forbidden = made.slice(made.indexOf(call) + 1).filter((next) => !afterFailure.includes(next));
  const prepared = made.includes('DsRestorePrepareW') && call !== 'DsRestorePrepareW';
  const ends = made.filter((next) => next === 'DsRestoreEnd').length;
  expect({ what, forbidden, ends, live: host.liveResourceNames() }).toEqual({
    what,
    forbidden: [],
    ends: prepared ? 1 : 0,
    live: [],
  });
  const registration = host.restoreRegistration();
  if (call === 'DsRestoreEnd') {
    expect([await isRestored(restore), registration?.state]).toEqual([true, 'complete']);
  } else if (call === 'DsRestoreRegisterComplete') {
    const told = status > 0xffff ? status : 0x80070000 + status;
    expect([await changed(restore), registration?.state, registration?.status]).toEqual([[], 'failed', told]);
  } else {
    expect([await changed(restore), registration]).toEqual([[], undefined]);
  }
}

describe('A restore over the simulated ntdsbcli.dll, with one call failing', () => {
  it.each(calls)(
    'comes out as %s says, with Windows told and the destination as it was',
    async (call) => {
      const statuses = statusesOf(call);
      for (const named of isFull ? statuses : statuses.filter((_, at) => at % 2 === 0)) {
        await injected(call, named);
      }
    },
    timeout,
  );
});

describe('A restore whose destination fails', () => {
  let steps: number;

  beforeEach(async () => {
    const whole = await given();
    await whole.restore();
    expect(await isRestored(whole)).toBe(true);
    steps = whole.failing.calls.length;
  }, timeout);

  it(
    'at any one step leaves it as it was and tells Windows, or has succeeded',
    async () => {
      for (let step = 1; step <= steps; step += isFull ? 1 : 3) {
        const restore = await given(step % 2 === 0 ? 'ENOSPC' : 'EIO');
        restore.failing.failNext('any', step);
        const failure = await failureOf(restore.restore());
        const state = restore.host.restoreRegistration()?.state;
        expect([restore.host.liveResources(), restore.failing.openWriters()]).toEqual([0, 0]);
        if (failure === undefined) {
          // Only what is left over after Windows has taken the restore can fail without failing it.
          expect([step, state, await isRestored(restore)]).toEqual([step, 'complete', true]);
          continue;
        }
        expect(failure).toMatchObject({
          code: step % 2 === 0 ? 'INSUFFICIENT_STORAGE' : 'TARGET_UNWRITABLE',
          native: { domain: 'errno' },
        });
        expect([step, await changed(restore)]).toEqual([step, []]);
        // Before the plan was registered Windows knows of no restore.
        expect(['failed', undefined]).toContain(state);
      }
    },
    timeout,
  );

  it(
    'from any step on is never left half new without a notice that says so',
    async () => {
      for (let step = 1; step <= steps; step += isFull ? 1 : 3) {
        const restore = await given();
        restore.failing.failFrom(step);
        const failure = await failureOf(restore.restore());
        const names = [...(await filesOf(restore.root)).keys()];
        const state = restore.host.restoreRegistration()?.state;
        const isMarked = names.some((name) => name.endsWith('dsbackup-restore-UNFINISHED.txt'));
        const oldOnes = await changed(restore);
        const untouched = oldOnes.every((path) => path.includes('dsbackup-restore.new'));
        expect([step, isMarked || untouched || (await isRestored(restore))]).toEqual([step, true]);
        if (state === 'failed') expect([step, failure !== undefined]).toEqual([step, true]);
        if (!untouched && state === 'failed') {
          expect([step, said(failure)]).toEqual([step, expect.stringContaining('is not as it was before')]);
        }
        expect([restore.host.liveResources(), restore.failing.openWriters()]).toEqual([0, 0]);
      }
    },
    timeout,
  );
});
