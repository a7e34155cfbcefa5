import { strict as assert } from 'node:assert';
import { expectRejection } from '../expect-rejection.js';
import { chunksOf, expectPlaced, largestPlanned, placeEverything } from './place-files.js';
import type { RestoreContractGroup } from './restore-bench.js';

/** One operation at a time; giving up waits. */
export const restoreConcurrency: RestoreContractGroup = (test) => {
  test('refuses a second operation while one runs, and the first is not disturbed', async ({
    harness,
    open,
  }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file, bytes } = largestPlanned(harness);
    await session.createFile(file);
    const writing = session.write(bytes);
    const seconds = [
      () => session.write(bytes),
      () => session.close(),
      () => session.locations(),
      () => session.register(harness.plan),
      () => session.createFile(file),
      () => session.writeFile(file, []),
      () => session.complete(),
    ].map((second) => expectRejection('OPERATION_IN_PROGRESS', second));
    await Promise.all(seconds);
    await writing;
    await session.close();
    await placeEverything(session, harness, (candidate) => candidate === file);
    await session.complete();
    await expectPlaced(harness);
  });

  for (const leave of ['abort', 'end'] as const) {
    test(`lets a write that runs finish before ${leave}() gives up`, async ({ harness, open }) => {
      const session = await open();
      await session.register(harness.plan);
      const { file, bytes } = largestPlanned(harness);
      await session.createFile(file);
      const order: string[] = [];
      const writing = session.write(bytes).finally(() => order.push('write'));
      const leaving = session[leave]().finally(() => order.push(leave));
      await expectRejection('INVALID_SESSION', () => session.close());
      await Promise.all([writing, leaving]);
      assert.deepEqual(order, ['write', leave]);
      assert.equal(harness.verdict(), 'failed');
    });

    test(`lets ${leave}() cut in between two chunks`, async ({ harness, open }) => {
      const session = await open();
      await session.register(harness.plan);
      const { file, bytes } = largestPlanned(harness);
      const source = async function* () {
        for (const chunk of chunksOf(bytes, bytes.length >> 1)) {
          yield chunk;
          await session[leave]();
        }
      };
      await expectRejection('INVALID_SESSION', () => session.writeFile(file, source()));
      assert.equal(harness.verdict(), 'failed');
    });
  }

  test('lets a complete() that runs win over abort() and end()', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    await placeEverything(session, harness);
    const [receipt] = await Promise.all([
      session.complete(),
      expectRejection('INVALID_SESSION', () => session.abort()),
      session.end(),
    ]);
    assert.equal(receipt.backend, session.backend);
    assert.equal(session.state, 'ended');
    assert.equal(harness.verdict(), 'succeeded');
    await expectPlaced(harness);
  });
};
