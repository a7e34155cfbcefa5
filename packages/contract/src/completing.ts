import { strict as assert } from 'node:assert';
import type { BackupCommit, IBackupSession } from '@dsbackup/session';
import type { ContractHarness } from './contract-harness.js';
import type { ContractGroup } from './contract-test.js';
import { expectRejection, failureOf } from './expect-rejection.js';
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

  test('cuts no logs unless it is asked to', async ({ harness, open }) => {
    const session = await open();
    await readEverything(session);
    harness.failNext('truncate');
    assert.equal((await session.complete()).logsTruncated, false);
  });

  test('cuts logs when asked to, or rejects with UNSUPPORTED', async ({ harness, open }) => {
    const session = await open();
    await readEverything(session);
    if (harness.capabilities.truncatesLogs) {
      assert.equal((await session.complete({ truncateLogs: true })).logsTruncated, true);
    } else {
      await expectRejection('UNSUPPORTED', () => session.complete({ truncateLogs: true }));
      assert.equal((await session.complete()).logsTruncated, false);
    }
  });

  test('does not call a backup complete whose logs could not be cut', async ({ harness, open }) => {
    const session = await open();
    await readEverything(session);
    const failure = harness.capabilities.truncatesLogs ? harness.failNext('truncate') : undefined;
    if (failure === undefined) return void (await session.complete());
    await expectRejection(failure.code, () => session.complete({ truncateLogs: true }));
    assert.equal(session.state, 'failed');
  });

  test('does not cut logs after a skip', async ({ harness, open }) => {
    const session = await open();
    session.skip((await largestDatabase(session, harness)).file, 'not wanted');
    await readEverything(session);
    const code = harness.capabilities.truncatesLogs ? 'TRUNCATE_REFUSED' : 'UNSUPPORTED';
    const before = harness.nativeCalls().length;
    await expectRejection(code, () => session.complete({ truncateLogs: true }));
    assert.equal(harness.nativeCalls().length, before);
    assert.equal((await session.complete()).logsTruncated, false);
  });

  test('hands documents and token over, and commits nothing before they are safe', async ({
    harness,
    open,
  }) => {
    const session = await open();
    await readEverything(session);
    const handed: BackupCommit[] = [];
    const receipt = await session.complete({
      beforeCommit: async (commit) => {
        handed.push(commit);
        const before = harness.nativeCalls().length;
        await new Promise((resolve) => setTimeout(resolve, 20));
        assert.equal(
          harness.nativeCalls().length,
          before,
          'Something was committed before beforeCommit resolved.',
        );
      },
    });
    assert.equal(handed.length, 1);
    const [commit] = handed;
    assert.equal((commit?.documents.length ?? 0) > 0, harness.capabilities.documents);
    assert.equal((commit?.expiryToken?.length ?? 0) > 0, harness.capabilities.expiryToken);
    assert.deepEqual(receipt.expiryToken, commit?.expiryToken);
    assert.deepEqual(receipt.components, commit?.components);
    for (const { name } of commit?.documents ?? []) {
      assert.match(name, /^[^\\/:]+$/, 'A document has a plain name.');
      assert.ok(receipt.documents.some((document) => document.name === name));
    }
  });

  test('commits nothing when beforeCommit rejects, and can be completed later', async ({ harness, open }) => {
    const session = await open();
    await readEverything(session);
    const reason = Object.freeze(new Error('the disk is full'));
    let before = 0;
    const beforeCommit = () => {
      before = harness.nativeCalls().length;
      return Promise.reject(reason);
    };
    assert.equal(await failureOf(() => session.complete({ beforeCommit })), reason);
    assert.equal(
      harness.nativeCalls().length,
      before,
      'Something was committed though beforeCommit rejected.',
    );
    assert.equal(session.state, 'open');
    await session.complete();
    assert.equal(session.state, 'completed');
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
