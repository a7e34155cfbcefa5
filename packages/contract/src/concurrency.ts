import { strict as assert } from 'node:assert';
import type { ContractGroup } from './contract-test.js';
import { expectRejection } from './expect-rejection.js';
import { expectBytes, inPlaceSize, largestDatabase, readEverything, readOn } from './read-backup.js';

/** One operation at a time; giving up waits. */
export const concurrency: ContractGroup = (test) => {
  test('refuses a second operation while one runs, and the first is not disturbed', async ({
    harness,
    open,
  }) => {
    const session = await open();
    const { file, bytes } = await largestDatabase(session, harness);
    await session.openFile(file);
    const buffer = new Uint8Array(inPlaceSize);
    const reading = session.read(buffer);
    const seconds = [
      () => session.read(new Uint8Array(inPlaceSize)),
      () => session.close(),
      () => session.databases(),
      () => session.logs(),
      () => session.openFile(file),
      () => session.others()[Symbol.asyncIterator]().next(),
      () => session.files()[Symbol.asyncIterator]().next(),
      () => session.skip(file, 'impatient'),
      () => session.complete(),
    ].map((second) => expectRejection('OPERATION_IN_PROGRESS', async () => second()));
    await Promise.all(seconds);
    const count = await reading;
    expectBytes(Buffer.concat([buffer.subarray(0, count), await readOn(session)]), bytes, file.path);
    await session.close();
  });

  test('holds nothing between two steps of a walk', async ({ harness, open }) => {
    const session = await open();
    const { file, bytes } = await largestDatabase(session, harness);
    for await (const _other of session.others()) {
      await session.openFile(file);
      expectBytes(await readOn(session), bytes, file.path);
      await session.close();
      break;
    }
    assert.equal(session.state, 'open');
  });

  for (const leave of ['abort', 'end'] as const) {
    test(`lets a read that runs finish before ${leave}() gives up`, async ({ harness, open }) => {
      const session = await open();
      const { file, bytes } = await largestDatabase(session, harness);
      await session.openFile(file);
      const order: string[] = [];
      const buffer = new Uint8Array(inPlaceSize);
      const reading = session.read(buffer).finally(() => order.push('read'));
      const leaving = session[leave]().finally(() => order.push(leave));
      await expectRejection('INVALID_SESSION', () => session.close());
      const count = await reading;
      expectBytes(buffer.subarray(0, count), bytes.subarray(0, count), file.path);
      await leaving;
      assert.deepEqual(order, ['read', leave]);
      if (leave === 'end') assert.equal(harness.liveResources(), 0);
    });
  }

  test('lets a complete() that runs win over abort() and end()', async ({ open }) => {
    const session = await open();
    await readEverything(session);
    let waited = false;
    const beforeCommit = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      waited = true;
    };
    const [receipt] = await Promise.all([
      session.complete({ beforeCommit }),
      expectRejection('INVALID_SESSION', () => session.abort()),
      session.end().then(() => assert.ok(waited, 'end() did not wait for complete().')),
    ]);
    assert.equal(receipt.backend, session.backend);
    assert.equal(session.state, 'ended');
  });
};
