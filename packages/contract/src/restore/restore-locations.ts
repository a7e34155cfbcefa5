import { strict as assert } from 'node:assert';
import { expectRejection } from '../expect-rejection.js';
import { expectSameFiles, largestPlanned } from './place-files.js';
import type { RestoreContractGroup } from './restore-bench.js';

/** Asking where things go. */
export const restoreLocations: RestoreContractGroup = (test) => {
  test('says where the databases, the logs and the checkpoint go', async ({ harness, open }) => {
    const session = await open();
    assert.deepEqual({ ...(await session.locations()) }, { ...harness.locations });
  });

  test('changes nothing, and can be asked again', async ({ harness, open }) => {
    const before = await harness.destination();
    const session = await open();
    assert.deepEqual(await session.locations(), await session.locations());
    assert.equal(harness.verdict(), 'none');
    await session.end();
    expectSameFiles(await harness.destination(), before);
    assert.equal(harness.verdict(), 'none', 'Windows was told of a restore that never was.');
  });

  test('is refused while a file is open', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    await session.createFile(largestPlanned(harness).file);
    await expectRejection('FILE_ALREADY_OPEN', () => session.locations());
  });

  test('is all that a session does which was opened for it, and nothing is touched', async ({ harness }) => {
    const before = await harness.destination();
    const session = await harness.openLocationsOnly?.();
    if (session === undefined) return;
    assert.equal(session.capabilities.locationsOnly, true);
    assert.deepEqual({ ...(await session.locations()) }, { ...harness.locations });
    const calls = harness.nativeCalls().length;
    await expectRejection('UNSUPPORTED', () => session.register(harness.plan));
    await expectRejection('OUT_OF_ORDER', () => session.complete());
    assert.equal(harness.nativeCalls().length, calls, 'Windows was asked for what cannot be done.');
    assert.equal(session.state, 'open');
    await session.end();
    expectSameFiles(await harness.destination(), before);
    assert.equal(harness.verdict(), 'none');
  });
};
