import { createNtdsbcliBackupDriver } from '@dsbackup/ntdsbcli';
import type { NtdsbcliCallName } from '@dsbackup/ntdsbcli/native';
import { DsBackupError, startBackupSession } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { openSimulatedDomainController, type SimulatedDomainController } from '../src/index.js';
import { callsIn, countCalls } from './call-journal.js';
import { handMadeTree } from './hand-made-tree.js';
import { type NamedStatus, statusesOf } from './named-statuses.js';

const isFull = process.env.DSBACKUP_FULL === '1';

/** Every call of a backup that answers a status, and what may still be called once it has failed. */
const calls: readonly NtdsbcliCallName[] = [
  'DsSetAuthIdentityW',
  'DsIsNTDSOnlineW',
  'DsBackupPrepareW',
  'DsBackupGetDatabaseNamesW',
  'DsBackupOpenFileW',
  'DsBackupRead',
  'DsBackupClose',
  'DsBackupGetBackupLogsW',
  'DsBackupTruncateLogs',
  'DsBackupEnd',
];
const afterFailure = ['DsBackupFree', 'DsBackupClose', 'DsBackupEnd'];

function openHost(root: string): Promise<SimulatedDomainController> {
  return openSimulatedDomainController(root, { windows: '2003', computerName: 'DC01' });
}

/** A whole backup that cuts its logs. */
async function backUp(host: SimulatedDomainController): Promise<void> {
  const driver = createNtdsbcliBackupDriver({
    api: await host.ntdsbcli(),
    serverName: 'DC01',
    authIdentity: { userName: 'op', domainName: 'CORP', password: () => Buffer.from('pässword') },
  });
  await using session = await startBackupSession(driver);
  for await (const file of session.files()) {
    for await (const _chunk of session.readFile(file, { chunkSize: 24_576 }));
  }
  await session.complete({ truncateLogs: true });
}

/** Lets one call fail in a backup of its own, and holds everything that must be true then. */
async function injected(
  root: string,
  failing: { readonly call: NtdsbcliCallName; readonly occurrence: number; readonly named: NamedStatus },
): Promise<void> {
  const { call, occurrence, named } = failing;
  const host = await openHost(root);
  host.failNext(call as Exclude<NtdsbcliCallName, 'DsBackupFree'>, { status: named.status, occurrence });
  const failure: unknown = await backUp(host).then(
    () => undefined,
    (error: unknown) => error,
  );
  const what = `${call} number ${occurrence} answering 0x${named.status.toString(16)}`;
  if (!DsBackupError.is(failure)) throw new Error(`${what} came out as ${String(failure)}`);
  expect({ what, code: failure.code, call: failure.native?.call, status: failure.native?.status }).toEqual({
    what,
    code: named.code,
    call,
    status: named.status,
  });
  const made = callsIn(host.journal());
  const later = made.slice(placeOf(made, call, occurrence) + 1);
  expect({ what, forbidden: later.filter((next) => !afterFailure.includes(next)) }).toEqual({
    what,
    forbidden: [],
  });
  const prepared = made.includes('DsBackupPrepareW') && call !== 'DsBackupPrepareW';
  const ends = made.filter((next) => next === 'DsBackupEnd').length;
  expect({ what, ends, live: host.liveResourceNames() }).toEqual({ what, ends: prepared ? 1 : 0, live: [] });
}

/** Where the how-manieth call of a name is among all. */
function placeOf(made: readonly string[], call: string, occurrence: number): number {
  let seen = 0;
  return made.findIndex((next) => next === call && ++seen === occurrence);
}

describe('A backup over the simulated ntdsbcli.dll, with one call failing', () => {
  it.each(calls)(
    'comes out as %s says, and calls nothing that it must not',
    async (call) => {
      const root = await handMadeTree();
      const host = await openHost(root);
      await backUp(host);
      const occurrences = countCalls(host.journal()).get(call) ?? 0;
      expect(occurrences).toBeGreaterThan(0);
      const statuses = statusesOf(call);
      for (let occurrence = 1; occurrence <= occurrences; occurrence++) {
        const chosen = isFull ? statuses : statuses.filter((_, at) => (at + occurrence) % 3 === 0);
        for (const named of chosen) await injected(root, { call, occurrence, named });
      }
    },
    isFull ? 600_000 : 20_000,
  );

  it('does not cut logs after a file was skipped', async () => {
    const host = await openHost(await handMadeTree());
    const api = await host.ntdsbcli();
    await using session = await startBackupSession(createNtdsbcliBackupDriver({ api, serverName: 'DC01' }));
    for await (const file of session.files()) {
      if (file.list === 'logs') session.skip(file, 'for the test');
      else for await (const _chunk of session.readFile(file));
    }
    await expect(session.complete({ truncateLogs: true })).rejects.toMatchObject({
      code: 'TRUNCATE_REFUSED',
    });
    await session.end();
    expect(callsIn(host.journal())).not.toContain('DsBackupTruncateLogs');
    expect(host.liveResources()).toBe(0);
  });
});
