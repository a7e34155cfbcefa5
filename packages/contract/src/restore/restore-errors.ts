import { strict as assert } from 'node:assert';
import type { IRestoreSession } from '@dsbackup/session';
import { expectNative } from '../expect-native.js';
import { expectRejection } from '../expect-rejection.js';
import { chunksOf, expectPlaced, expectUnharmed, largestPlanned, placeEverything } from './place-files.js';
import type { RestoreContractGroup } from './restore-bench.js';
import type { RestoreContractHarness } from './restore-contract-harness.js';

/** Failures of native calls: what they surface as, and what they spoil. */
export const restoreErrors: RestoreContractGroup = (test) => {
  test('fails the session when asking for locations fails, or the call alone where the error says so', async ({
    harness,
    open,
  }) => {
    const session = await open();
    const failure = harness.failNext('locations');
    if (failure === undefined) return void (await session.locations());
    const error = await expectRejection(failure.code, () => session.locations());
    expectNative(error, session);
    if (error.scope !== 'call') return expectFailed(session, harness);
    // A caller that knows the places may go on without being told.
    await session.register(harness.plan);
    assert.equal(session.state, 'open');
  });

  test('fails the session when registering fails, and never says that it succeeded', async ({
    harness,
    open,
  }) => {
    const before = await harness.destination();
    const session = await open();
    const failure = harness.failNext('register');
    assert.ok(failure);
    expectNative(await expectRejection(failure.code, () => session.register(harness.plan)), session);
    await expectFailed(session, harness);
    await session.end();
    assert.ok(['none', 'failed'].includes(harness.verdict()), `Windows was told: ${harness.verdict()}.`);
    await expectUnharmed(harness, before);
  });

  for (const step of ['create', 'write', 'close'] as const) {
    test(`fails the file alone when ${step} fails, or the session where the backend says so`, async ({
      harness,
      open,
    }) => {
      const before = await harness.destination();
      const session = await open();
      await session.register(harness.plan);
      const { file, bytes } = largestPlanned(harness);
      const live = harness.liveResources();
      const failure = harness.failNext(step);
      if (failure === undefined) return session.writeFile(file, chunksOf(bytes));
      await expectRejection(failure.code, () => session.writeFile(file, chunksOf(bytes)));
      await expectRejection('NO_FILE_OPEN', () => session.close());
      if (!harness.capabilities.survivesFileErrors) {
        await expectFailed(session, harness);
        await session.end();
        assert.equal(harness.verdict(), 'failed');
        return expectUnharmed(harness, before);
      }
      assert.equal(session.state, 'open');
      if (step !== 'close') assert.equal(harness.liveResources(), live, 'The file is still open.');
      await placeEverything(session, harness, (candidate) => candidate === file);
      await expectRejection('FILES_UNPLACED', () => session.complete());
      await session.writeFile(file, chunksOf(bytes));
      await session.complete();
      await expectPlaced(harness);
    });
  }
};

/** A failed session allows nothing but closing, aborting and ending. */
async function expectFailed(session: IRestoreSession, harness: RestoreContractHarness): Promise<void> {
  assert.equal(session.state, 'failed');
  const calls = harness.nativeCalls().length;
  const { file } = largestPlanned(harness);
  await expectRejection('SESSION_FAILED', () => session.locations());
  await expectRejection('SESSION_FAILED', () => session.register(harness.plan));
  await expectRejection('SESSION_FAILED', () => session.createFile(file));
  await expectRejection('SESSION_FAILED', () => session.write(new Uint8Array(1)));
  await expectRejection('SESSION_FAILED', () => session.complete());
  assert.equal(harness.nativeCalls().length, calls, 'A failed session makes no native call of its own.');
  await session.abort();
  assert.equal(session.state, 'aborted');
}
