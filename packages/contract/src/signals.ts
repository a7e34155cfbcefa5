import { strict as assert } from 'node:assert';
import type { ContractGroup } from './contract-test.js';
import { failureOf } from './expect-rejection.js';
import { expectBytes, inPlaceSize, largestDatabase, readEverything, readOn } from './read-backup.js';

/** Abort signals: looked at before each call, waited out during one, their reason left alone. */
export const signals: ContractGroup = (test) => {
  const reason = Object.freeze({ why: 'the operator went home' });
  const aborted = { signal: AbortSignal.abort(reason) };

  test('are looked at before each native call, and spoil nothing', async ({ harness, open }) => {
    const session = await open();
    const { file, bytes } = await largestDatabase(session, harness);
    const before = harness.nativeCalls().length;
    const calls = [
      () => session.databases(aborted),
      () => session.logs(aborted),
      () => session.files(aborted)[Symbol.asyncIterator]().next(),
      () => session.openFile(file, aborted),
      () => session.readFile(file, aborted)[Symbol.asyncIterator]().next(),
    ];
    for (const call of calls) assert.equal(await failureOf(call), reason);
    assert.equal(harness.nativeCalls().length, before);
    await session.openFile(file);
    const opened = harness.nativeCalls().length;
    assert.equal(await failureOf(() => session.read(new Uint8Array(inPlaceSize), aborted)), reason);
    assert.equal(harness.nativeCalls().length, opened);
    expectBytes(await readOn(session), bytes, file.path);
    assert.equal(session.state, 'open');
  });

  test('are looked at before a walk begins', async ({ open }) => {
    const session = await open();
    if (!session.capabilities.others) return;
    assert.equal(await failureOf(() => session.others(aborted)[Symbol.asyncIterator]().next()), reason);
    assert.equal(session.state, 'open');
  });

  test('are looked at between chunks, and the file is closed', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    const before = harness.liveResources();
    const controller = new AbortController();
    const reading = async () => {
      const options = { chunkSize: 24_576, signal: controller.signal };
      for await (const _chunk of session.readFile(file, options)) controller.abort(reason);
    };
    assert.equal(await failureOf(reading), reason);
    assert.equal(harness.liveResources(), before, 'The file is still open.');
    assert.equal(session.state, 'open');
  });

  test('never cut a call short that has started', async ({ harness, open }) => {
    const session = await open();
    const { file, bytes } = await largestDatabase(session, harness);
    await session.openFile(file);
    const controller = new AbortController();
    const buffer = new Uint8Array(inPlaceSize);
    const reading = session.read(buffer, { signal: controller.signal });
    controller.abort(reason);
    // Whether the native call had started is the backend's to know: either it is reported whole, or it was never made.
    const count = await reading.catch((failure: unknown) => {
      assert.equal(failure, reason);
      return 0;
    });
    expectBytes(Buffer.concat([buffer.subarray(0, count), await readOn(session)]), bytes, file.path);
  });

  test('stop complete() before it starts, and never after', async ({ harness, open }) => {
    const session = await open();
    await readEverything(session);
    const before = harness.nativeCalls().length;
    assert.equal(await failureOf(() => session.complete(aborted)), reason);
    assert.equal(harness.nativeCalls().length, before);
    assert.equal(session.state, 'open');
    const controller = new AbortController();
    await session.complete({ signal: controller.signal, beforeCommit: () => controller.abort(reason) });
    assert.equal(session.state, 'completed');
  });
};
