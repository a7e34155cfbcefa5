import { strict as assert } from 'node:assert';
import type { ContractGroup } from './contract-test.js';
import { expectRejection } from './expect-rejection.js';
import { expectBytes, largestDatabase, readOn } from './read-backup.js';

/** The one file that can be open, and what can't be opened. */
export const openFile: ContractGroup = (test) => {
  test('has one file open at a time, and the second attempt does not disturb the first', async ({
    harness,
    open,
  }) => {
    const session = await open();
    const { file, bytes } = await largestDatabase(session, harness);
    await session.openFile(file);
    const before = harness.nativeCalls().length;
    await expectRejection('FILE_ALREADY_OPEN', () => session.openFile(file));
    await expectRejection('FILE_ALREADY_OPEN', () => session.readFile(file)[Symbol.asyncIterator]().next());
    assert.equal(harness.nativeCalls().length, before);
    expectBytes(await readOn(session), bytes, file.path);
  });

  test('gives back what a file held when it is closed', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    const before = harness.liveResources();
    await session.openFile(file);
    await session.close();
    assert.equal(harness.liveResources(), before);
  });

  test('has NO_FILE_OPEN for read and close with none open', async ({ harness, open }) => {
    const session = await open();
    const before = harness.nativeCalls().length;
    await expectRejection('NO_FILE_OPEN', () => session.close());
    await expectRejection('NO_FILE_OPEN', () => session.read(new Uint8Array(65_536)));
    assert.equal(harness.nativeCalls().length, before);
  });

  test('opens only the very objects that it listed, and only those with bytes', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    await expectRejection('FILE_NOT_LISTED', () => session.openFile({ ...file }));
    await expectRejection('FILE_NOT_LISTED', () => session.skip({ ...file }, 'a copy'));
    for await (const other of session.others()) {
      const expected = harness.expected.find(({ path }) => path === other.path);
      if (expected?.bytes !== undefined) continue;
      await expectRejection('INVALID_ARGUMENT', () => session.openFile(other));
      for await (const _chunk of session.readFile(other))
        assert.fail(`"${other.path}" has no bytes, and gave some.`);
    }
  });

  test('refuses a buffer and a chunk that it cannot use', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    const tooSmall = session.readFile(file, { chunkSize: 24_575 });
    await expectRejection('INVALID_ARGUMENT', () => tooSmall[Symbol.asyncIterator]().next());
    await session.openFile(file);
    await expectRejection('INVALID_ARGUMENT', () => session.read(new Uint8Array(0)));
  });
};
