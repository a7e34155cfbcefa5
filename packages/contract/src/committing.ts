import { strict as assert } from 'node:assert';
import type { BackupCommit } from '@dsbackup/session';
import type { ContractGroup } from './contract-test.js';
import { expectRejection, failureOf } from './expect-rejection.js';
import { largestDatabase, readEverything } from './read-backup.js';

/** Cutting logs, and nothing committed before the caller's own side is safe. */
export const committing: ContractGroup = (test) => {
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
    const early = session.expiryToken;
    let commit: BackupCommit | undefined;
    const callsMeanwhile: number[] = [];
    const receipt = await session.complete({
      beforeCommit: async (handed) => {
        callsMeanwhile.push(harness.nativeCalls().length);
        await new Promise((resolve) => setTimeout(resolve, 20));
        callsMeanwhile.push(harness.nativeCalls().length);
        commit = handed;
      },
    });
    assert.ok(commit, 'complete() did not wait for beforeCommit.');
    assert.equal(
      callsMeanwhile[1],
      callsMeanwhile[0],
      'A native call was made before beforeCommit resolved.',
    );
    assert.equal(commit.documents.length > 0, harness.capabilities.documents);
    assert.equal((commit.expiryToken?.length ?? 0) > 0, harness.capabilities.expiryToken);
    assert.deepEqual(receipt.expiryToken, commit.expiryToken);
    assert.ok(
      early === undefined || Buffer.compare(early, commit.expiryToken ?? Buffer.of()) === 0,
      'The token that the session told early is another one.',
    );
    assert.deepEqual(receipt.components, commit.components);
    for (const { name } of commit.documents) {
      assert.match(name, /^[^\\/:]+$/, 'A document has a plain name.');
      assert.ok(receipt.documents.some((document) => document.name === name));
    }
  });

  test('does not commit before the documents were handed over', async ({ harness, open }) => {
    const session = await open();
    await readEverything(session);
    let handed = false;
    const failure = harness.failNext('commit');
    const beforeCommit = () => {
      handed = true;
    };
    const complete = () => session.complete({ beforeCommit });
    if (failure === undefined) await complete();
    else await expectRejection(failure.code, complete);
    assert.ok(handed, 'The native call that commits came before beforeCommit.');
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
