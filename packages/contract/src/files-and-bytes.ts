import { strict as assert } from 'node:assert';
import type { ContractGroup } from './contract-test.js';
import { expectRejection } from './expect-rejection.js';
import {
  expectBytes,
  largestDatabase,
  listed,
  readable,
  readEverything,
  readOn,
  readWhole,
} from './read-backup.js';

/** Which files there are, and that every byte of them comes, whatever the buffers. */
export const filesAndBytes: ContractGroup = (test) => {
  test('lists exactly the files of the source, each in its list', async ({ harness, open }) => {
    const session = await open();
    const others = [];
    const databases = await session.databases();
    const logs = await session.logs();
    for await (const file of session.others()) others.push(file);
    const actual = [...databases, ...logs, ...others].map(({ path, list }) => ({ path, list }));
    assert.deepEqual(
      actual,
      harness.expected.map(({ path, list }) => ({ path, list })),
    );
  });

  test('gives every byte of every file', async ({ harness, open }) => {
    const contents = await readEverything(await open());
    assert.deepEqual(
      [...contents.keys()],
      readable(harness).map(({ path }) => path),
    );
    for (const { path, bytes } of readable(harness))
      expectBytes(contents.get(path) ?? new Uint8Array(0), bytes, path);
  });

  test('says the size of a file when it is opened', async ({ harness, open }) => {
    const session = await open();
    const databases = await session.databases();
    for (const expected of readable(harness, 'databases')) {
      const file = listed(databases, expected);
      const opened = await session.openFile(file);
      assert.equal(opened.file, file);
      assert.equal(opened.size, expected.bytes.length);
      await session.close();
    }
  });

  test('gives the same bytes to small buffers, to odd ones, and to both in one file', async ({
    harness,
    open,
  }) => {
    const session = await open();
    const { file, bytes } = await largestDatabase(session, harness);
    for (const sizes of [[4_096], [30_001], [24_576, 1_000, 100_000, 24_575, 1]]) {
      await session.openFile(file);
      expectBytes(await readOn(session, ...sizes), bytes, `${file.path} by buffers of ${sizes.join(', ')}`);
      await session.close();
    }
  });

  test('writes no further into a large buffer than to a multiple of 8,192', async ({ harness, open }) => {
    const session = await open();
    const { file, bytes } = await largestDatabase(session, harness);
    await session.openFile(file);
    const buffer = new Uint8Array(32_767).fill(0xa5);
    const count = await session.read(buffer);
    assert.ok(count > 0 && count <= 24_576, `read answered ${count} into 32,767 bytes.`);
    expectBytes(buffer.subarray(0, count), bytes.subarray(0, count), file.path);
    assert.ok(
      buffer.subarray(24_576).every((byte) => byte === 0xa5),
      'Bytes past the last multiple of 8,192 were touched.',
    );
  });

  test('answers 0 at the end, and again, without asking Windows again', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    await session.openFile(file);
    await readOn(session);
    const before = harness.nativeCalls().length;
    assert.equal(await session.read(new Uint8Array(65_536)), 0);
    assert.equal(await session.read(new Uint8Array(1)), 0);
    assert.equal(harness.nativeCalls().length, before);
  });

  test('reads a file in one loop with readFile, and closes it', async ({ harness, open }) => {
    const session = await open();
    const { file, bytes } = await largestDatabase(session, harness);
    const before = harness.liveResources();
    const chunks: Uint8Array[] = [];
    for await (const chunk of session.readFile(file, { chunkSize: 100_000 })) {
      assert.ok(chunk.length > 0 && chunk.length <= 98_304, `A chunk had ${chunk.length} bytes.`);
      chunks.push(chunk.slice());
    }
    expectBytes(Buffer.concat(chunks), bytes, file.path);
    assert.equal(harness.liveResources(), before, 'readFile has left something open.');
    await expectRejection('NO_FILE_OPEN', () => session.close());
  });

  test('closes a file whose readFile is left early, and starts it again from its first byte', async ({
    harness,
    open,
  }) => {
    const session = await open();
    const { file, bytes } = await largestDatabase(session, harness);
    const before = harness.liveResources();
    for await (const _chunk of session.readFile(file, { chunkSize: 24_576 })) break;
    assert.equal(harness.liveResources(), before, 'The file that was left early is still open.');
    await expectRejection('NO_FILE_OPEN', () => session.close());
    expectBytes(await readWhole(session, file), bytes, file.path);
  });
};
