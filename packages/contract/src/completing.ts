import { strict as assert } from 'node:assert';
import type { IBackupSession } from '@dsbackup/session';
import type { ContractHarness } from './contract-harness.js';
import type { ContractGroup } from './contract-test.js';
import { expectRejection } from './expect-rejection.js';
import { hasBytes, largestDatabase, readable, readEverything, readOn, readWhole } from './read-backup.js';

/** When a backup may be called complete, and what its receipt says. */
export const completing: ContractGroup = (test) => {
  const unfinished: readonly [
    string,
    (session: IBackupSession, harness: ContractHarness) => Promise<unknown>,
  ][] = [
    ['nothing was asked for', async () => {}],
    ['files were listed and never opened', listEverything],
    ['the logs were never asked for', readDatabases],
    ['a file was closed before its end', (session, harness) => readAllBut(session, harness, 'its end')],
    ['a file is still open', (session, harness) => readAllBut(session, harness, 'closing')],
  ];
  for (const [what, prepare] of unfinished) {
    test(`refuses to complete when ${what}`, async ({ harness, open }) => {
      const session = await open();
      await prepare(session, harness);
      const before = harness.nativeCalls().length;
      await expectRejection('FILES_UNREAD', () => session.complete());
      assert.equal(harness.nativeCalls().length, before, 'Something was committed.');
      assert.equal(session.state, 'open');
    });
  }

  test('refuses to complete when the others were not asked for to their end', async ({ harness, open }) => {
    const session = await open();
    for (const database of await session.databases())
      if (hasBytes(database)) await readWhole(session, database);
    for (const log of await session.logs()) if (hasBytes(log)) await readWhole(session, log);
    if (harness.capabilities.others) await expectRejection('FILES_UNREAD', () => session.complete());
    else assert.equal((await session.complete()).coverage, harness.capabilities.coverage);
  });

  test('tells per component what was really read', async ({ harness, open }) => {
    const session = await open();
    await readEverything(session);
    const { components } = await session.complete();
    const total = (count: (component: (typeof components)[number]) => number) =>
      components.reduce((sum, component) => sum + count(component), 0);
    assert.ok(components.length > 0 && components.every(({ succeeded }) => succeeded));
    assert.equal(
      total(({ files }) => files),
      readable(harness).length,
    );
    assert.equal(
      total(({ bytes }) => bytes),
      readable(harness).reduce((sum, { bytes }) => sum + bytes.length, 0),
    );
  });

  test('fails the component of a skipped file, by name, and no other', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    session.skip(file, 'not wanted');
    await expectRejection('OUT_OF_ORDER', () => session.openFile(file));
    await readEverything(session);
    for (const { component, succeeded, skipped } of (await session.complete()).components) {
      assert.equal(succeeded, component !== file.component);
      assert.deepEqual(skipped, succeeded ? [] : [{ path: file.path, reason: 'not wanted' }]);
    }
  });
};

async function listEverything(session: IBackupSession): Promise<void> {
  await session.databases();
  await session.logs();
  for await (const _file of session.others());
}

async function readDatabases(session: IBackupSession): Promise<void> {
  for (const database of await session.databases())
    if (hasBytes(database)) await readWhole(session, database);
  for await (const other of session.others()) if (hasBytes(other)) await readWhole(session, other);
}

/** Reads everything, but opens the last file a second time and leaves it short of its end or of closing. */
async function readAllBut(
  session: IBackupSession,
  harness: ContractHarness,
  missing: 'its end' | 'closing',
): Promise<void> {
  await readEverything(session);
  const last = (await session.logs()).find(({ path }) => path === readable(harness, 'logs')[0]?.path);
  assert.ok(last, 'A contract harness needs a log.');
  await session.openFile(last);
  if (missing === 'closing') await readOn(session);
  else await session.close();
}
