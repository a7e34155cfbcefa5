import { strict as assert } from 'node:assert';
import type { IRestoreSession } from '@dsbackup/session';
import { expectRejection } from '../expect-rejection.js';
import { expectPlaced, expectUnharmed, largestPlanned, placeEverything } from './place-files.js';
import type { RestoreContractGroup } from './restore-bench.js';
import type { RestoreContractHarness } from './restore-contract-harness.js';

type Prepare = (session: IRestoreSession, harness: RestoreContractHarness) => Promise<unknown>;

/** When a restore may be called complete. */
export const restoreCompleting: RestoreContractGroup = (test) => {
  const unfinished: readonly [string, Prepare][] = [
    ['nothing was placed', async () => {}],
    [
      'a file was never created',
      (session, harness) => {
        const { file } = largestPlanned(harness);
        return placeEverything(session, harness, (candidate) => candidate === file);
      },
    ],
    [
      'a file is still open',
      async (session, harness) => {
        await placeEverything(session, harness);
        const { file, bytes } = largestPlanned(harness);
        await session.createFile(file);
        await session.write(bytes);
      },
    ],
  ];
  for (const [what, prepare] of unfinished) {
    test(`refuses to complete when ${what}`, async ({ harness, open }) => {
      const session = await open();
      await session.register(harness.plan);
      await prepare(session, harness);
      const calls = harness.nativeCalls().length;
      await expectRejection('FILES_UNPLACED', () => session.complete());
      assert.equal(harness.nativeCalls().length, calls, 'Something was committed.');
      assert.equal(session.state, 'open');
      assert.equal(harness.verdict(), 'registered');
    });
  }

  test('tells Windows that it succeeded, with every file in its place', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    await placeEverything(session, harness);
    assert.equal(harness.verdict(), 'registered', 'Success was declared before complete().');
    await session.complete();
    assert.equal(harness.verdict(), 'succeeded');
    await expectPlaced(harness);
    assert.equal(await harness.destinationMarked(), false);
    await session.end();
    assert.equal(harness.verdict(), 'succeeded');
    await expectPlaced(harness);
  });

  test('does not call a restore complete that Windows did not take', async ({ harness, open }) => {
    const before = await harness.destination();
    const session = await open();
    await session.register(harness.plan);
    await placeEverything(session, harness);
    const failure = harness.failNext('commit');
    assert.ok(failure);
    await expectRejection(failure.code, () => session.complete());
    assert.equal(session.state, 'failed');
    await expectRejection('SESSION_FAILED', () => session.complete());
    const givenUp = await session.end().then(
      () => 'cleanly' as const,
      () => 'with an error' as const,
    );
    assert.equal(harness.verdict(), 'failed');
    await expectUnharmed(harness, before, givenUp);
  });
};
