import { strict as assert } from 'node:assert';
import { failureOf } from '../expect-rejection.js';
import { chunksOf, expectPlaced, largestPlanned, placeEverything } from './place-files.js';
import type { RestoreContractGroup } from './restore-bench.js';

/** Abort signals: looked at before each call, waited out during one, their reason left alone. */
export const restoreSignals: RestoreContractGroup = (test) => {
  const reason = Object.freeze({ why: 'the operator went home' });
  const aborted = { signal: AbortSignal.abort(reason) };

  test('are looked at before each native call, and spoil nothing', async ({ harness, open }) => {
    const session = await open();
    const { file, bytes } = largestPlanned(harness);
    const calls = harness.nativeCalls().length;
    assert.equal(await failureOf(() => session.locations(aborted)), reason);
    assert.equal(await failureOf(() => session.register(harness.plan, aborted)), reason);
    assert.equal(harness.nativeCalls().length, calls);
    assert.equal(harness.verdict(), 'none');
    await session.register(harness.plan);
    const registered = harness.nativeCalls().length;
    assert.equal(await failureOf(() => session.createFile(file, aborted)), reason);
    assert.equal(await failureOf(() => session.writeFile(file, [bytes], aborted)), reason);
    assert.equal(harness.nativeCalls().length, registered);
    await session.createFile(file);
    assert.equal(await failureOf(() => session.write(bytes, aborted)), reason);
    await session.write(bytes);
    await session.close();
    await placeEverything(session, harness, (candidate) => candidate === file);
    await session.complete();
    await expectPlaced(harness);
  });

  test('are looked at between chunks, and the file is thrown away', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file, bytes } = largestPlanned(harness);
    const live = harness.liveResources();
    const controller = new AbortController();
    const source = async function* () {
      for (const chunk of chunksOf(bytes, bytes.length >> 1)) {
        yield chunk;
        controller.abort(reason);
      }
    };
    const { signal } = controller;
    assert.equal(await failureOf(() => session.writeFile(file, source(), { signal })), reason);
    assert.equal(harness.liveResources(), live, 'The file is still open.');
    assert.equal(session.state, 'open');
  });

  test('stop complete() before it starts, and never after', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    await placeEverything(session, harness);
    assert.equal(await failureOf(() => session.complete(aborted)), reason);
    assert.equal(harness.verdict(), 'registered');
    assert.equal(session.state, 'open');
    const controller = new AbortController();
    const completing = session.complete({ signal: controller.signal });
    controller.abort(reason);
    await completing;
    assert.equal(session.state, 'completed');
    assert.equal(harness.verdict(), 'succeeded');
  });
};
