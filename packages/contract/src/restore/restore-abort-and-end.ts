import { strict as assert } from 'node:assert';
import { DsBackupError, type IRestoreSession } from '@dsbackup/session';
import { expectRejection, failureOf } from '../expect-rejection.js';
import { expectPlaced, expectUnharmed, largestPlanned, placeEverything } from './place-files.js';
import type { RestoreContractGroup } from './restore-bench.js';
import type { RestoreContractHarness } from './restore-contract-harness.js';

type Prepare = (session: IRestoreSession, harness: RestoreContractHarness) => Promise<unknown>;

/** Giving a restore up, and giving everything back, whatever else fails. */
export const restoreAbortAndEnd: RestoreContractGroup = (test) => {
  const stages: readonly [string, Prepare][] = [
    ['nothing was placed', async () => {}],
    [
      'a file is half written',
      async (session, harness) => {
        const { file, bytes } = largestPlanned(harness);
        await session.createFile(file);
        await session.write(bytes.subarray(0, bytes.length >> 1));
      },
    ],
    [
      'one file was placed',
      (session, harness) => {
        const { file } = largestPlanned(harness);
        return placeEverything(session, harness, (candidate) => candidate !== file);
      },
    ],
    ['every file was placed', placeEverything],
  ];
  for (const [what, prepare] of stages) {
    for (const leave of ['abort', 'end'] as const) {
      test(`tells Windows and leaves the destination as it was when ${leave}() comes and ${what}`, async ({
        harness,
        open,
      }) => {
        const before = await harness.destination();
        const session = await open();
        await session.register(harness.plan);
        await prepare(session, harness);
        await session[leave]();
        assert.equal(session.state, leave === 'abort' ? 'aborted' : 'ended');
        assert.equal(harness.verdict(), 'failed');
        await session.end();
        await expectUnharmed(harness, before);
        assert.equal(harness.liveResources(), 0);
      });
    }
  }

  test('aborts once, and allows nothing more', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file } = largestPlanned(harness);
    await session.createFile(file);
    await session.abort();
    const calls = harness.nativeCalls().length;
    await session.abort();
    await expectRejection('INVALID_SESSION', () => session.createFile(file));
    await expectRejection('INVALID_SESSION', () => session.close());
    await expectRejection('INVALID_SESSION', () => session.complete());
    assert.equal(harness.nativeCalls().length, calls);
  });

  test('aborts and releases when a scope is left by a failure', async ({ harness, open }) => {
    const before = await harness.destination();
    const reason = new Error('the set is damaged');
    const restore = async () => {
      await using session = await open();
      await session.register(harness.plan);
      await session.createFile(largestPlanned(harness).file);
      throw reason;
    };
    assert.equal(await failureOf(restore), reason);
    assert.equal(harness.liveResources(), 0);
    assert.equal(harness.verdict(), 'failed');
    await expectUnharmed(harness, before);
  });

  test('does not abort what is complete', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    await placeEverything(session, harness);
    await session.complete();
    // If the native call were made, its failing would show.
    harness.failNext('abort');
    const calls = harness.nativeCalls().length;
    await expectRejection('INVALID_SESSION', () => session.abort());
    await expectRejection('INVALID_SESSION', () => session.locations());
    assert.equal(harness.nativeCalls().length, calls);
    await session.end();
    assert.equal(harness.verdict(), 'succeeded');
    await expectPlaced(harness);
  });

  for (const step of ['abort', 'release'] as const) {
    test(`gives everything back even if ${step} fails, and says that it failed`, async ({
      harness,
      open,
    }) => {
      const before = await harness.destination();
      const session = await open();
      await session.register(harness.plan);
      const failure = harness.failNext(step);
      if (failure === undefined) await session.end();
      else await expectRejection(failure.code, () => session.end());
      assert.equal(session.state, 'ended');
      assert.equal(harness.liveResources(), 0);
      await expectUnharmed(harness, before, 'with an error');
    });
  }

  test('tells of both when closing and aborting fail, and still releases', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    await session.createFile(largestPlanned(harness).file);
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
    assert.equal(harness.liveResources(), 0);
  });
};
