import { strict as assert } from 'node:assert';
import { DsBackupError } from '@dsbackup/session';
import type { ContractGroup } from './contract-test.js';
import { expectRejection, failureOf } from './expect-rejection.js';
import { largestDatabase, readEverything } from './read-backup.js';

/** Giving a backup up, and giving everything back, whatever else fails. */
export const abortAndEnd: ContractGroup = (test) => {
  test('aborts once, closes what is open, and allows nothing more', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    await session.openFile(file);
    await session.abort();
    assert.equal(session.state, 'aborted');
    const before = harness.nativeCalls().length;
    await session.abort();
    await expectRejection('INVALID_SESSION', () => session.openFile(file));
    await expectRejection('INVALID_SESSION', () => session.close());
    await expectRejection('INVALID_SESSION', () => session.complete());
    assert.equal(harness.nativeCalls().length, before);
  });

  test('aborts when it ends without having been completed', async ({ harness, open }) => {
    const session = await open();
    const failure = harness.failNext('abort');
    // That the native call is made shows in its failing.
    if (failure === undefined) await session.end();
    else await expectRejection(failure.code, () => session.end());
    assert.equal(session.state, 'ended');
  });

  test('aborts and releases when a file is open and its loop is left by a failure', async ({
    harness,
    open,
  }) => {
    const reason = new Error('the target is full');
    const backUp = async () => {
      await using session = await open();
      const { file } = await largestDatabase(session, harness);
      for await (const _chunk of session.readFile(file)) throw reason;
    };
    assert.equal(await failureOf(backUp), reason);
    assert.equal(harness.liveResources(), 0);
  });

  test('does not abort what is complete', async ({ harness, open }) => {
    const session = await open();
    await readEverything(session);
    await session.complete();
    // If the native call were made, its failing would show.
    harness.failNext('abort');
    const before = harness.nativeCalls().length;
    await expectRejection('INVALID_SESSION', () => session.abort());
    await expectRejection('INVALID_SESSION', () => session.databases());
    assert.equal(harness.nativeCalls().length, before);
    await session.end();
    assert.equal(session.state, 'ended');
  });

  test('releases even if aborting fails, and says that it failed', async ({ harness, open }) => {
    const session = await open();
    const failure = harness.failNext('abort');
    if (failure === undefined) await session.abort();
    else await expectRejection(failure.code, () => session.abort());
    assert.equal(session.state, 'aborted');
    await session.end();
    assert.equal(harness.liveResources(), 0);
  });

  test('releases what it can when releasing fails, and says that it failed', async ({ harness, open }) => {
    const session = await open();
    const failure = harness.failNext('release');
    if (failure === undefined) await session.end();
    else await expectRejection(failure.code, () => session.end());
    assert.equal(session.state, 'ended');
    assert.equal(harness.liveResources(), 0);
  });

  test('tells of both when closing and aborting fail, and still releases', async ({ harness, open }) => {
    const session = await open();
    await session.openFile((await largestDatabase(session, harness)).file);
    const due = [harness.failNext('close'), harness.failNext('abort')].flatMap(
      (failure) => failure?.code ?? [],
    );
    if (due.length < 2) {
      await session
        .end()
        .catch((failure: unknown) => assert.ok(DsBackupError.is(failure) && due.includes(failure.code)));
      return;
    }
    const failure = await expectRejection('RELEASE_FAILED', () => session.end());
    assert.ok(failure.cause instanceof AggregateError, 'RELEASE_FAILED carries every failure in its cause.');
    const told = failure.cause.errors.map((reason: unknown) =>
      DsBackupError.is(reason) ? reason.code : reason,
    );
    assert.deepEqual(told, due);
    assert.equal(session.state, 'ended');
  });

  test('ends a session that failed', async ({ harness, open }) => {
    const session = await open();
    const failure = harness.failNext('logs');
    if (failure !== undefined) await expectRejection(failure.code, () => session.logs());
    await session.end();
    assert.equal(session.state, 'ended');
    assert.equal(harness.liveResources(), 0);
  });

  test('ends in the middle of a walk', async ({ harness, open }) => {
    const session = await open();
    await session.others()[Symbol.asyncIterator]().next();
    await session.end();
    assert.equal(harness.liveResources(), 0);
  });
};
