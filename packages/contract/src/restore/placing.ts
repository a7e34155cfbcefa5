import { strict as assert } from 'node:assert';
import { expectRejection, failureOf } from '../expect-rejection.js';
import { chunksOf, expectPlaced, hasBytes, largestPlanned, placeEverything } from './place-files.js';
import type { RestoreContractGroup } from './restore-bench.js';

/** The files, one after the other. */
export const placing: RestoreContractGroup = (test) => {
  test('puts every byte of every file in its place', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    await placeEverything(session, harness);
    const receipt = await session.complete();
    await session.end();
    await expectPlaced(harness);
    const planned = harness.plan.files.filter(hasBytes);
    assert.equal(receipt.files, planned.length);
    assert.equal(
      receipt.bytes,
      planned.reduce((sum, { size }) => sum + size, 0),
    );
  });

  test('takes chunks of any size', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file, bytes } = largestPlanned(harness);
    await session.createFile(file);
    await session.write(new Uint8Array(0));
    await session.write(bytes.subarray(0, 1));
    await session.write(bytes.subarray(1, 2));
    await session.write(bytes.subarray(2));
    await session.close();
    await placeEverything(session, harness, (candidate) => candidate === file);
    await session.complete();
    await expectPlaced(harness);
  });

  test('gives a buffer back once it is written', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file, bytes } = largestPlanned(harness);
    const buffer = new Uint8Array(50_000);
    await session.createFile(file);
    for (const chunk of chunksOf(bytes, buffer.length)) {
      buffer.set(chunk);
      await session.write(buffer.subarray(0, chunk.length));
      buffer.fill(0xee);
    }
    await session.close();
    await placeEverything(session, harness, (candidate) => candidate === file);
    await session.complete();
    await expectPlaced(harness);
  });

  test('has one file open at a time, and the second attempt does not disturb the first', async ({
    harness,
    open,
  }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file, bytes } = largestPlanned(harness);
    await session.createFile(file);
    await session.write(bytes.subarray(0, 2));
    const calls = harness.nativeCalls().length;
    for (const other of harness.plan.files) {
      await expectRejection('FILE_ALREADY_OPEN', () => session.createFile(other));
      await expectRejection('FILE_ALREADY_OPEN', () => session.writeFile(other, []));
    }
    assert.equal(harness.nativeCalls().length, calls);
    await session.write(bytes.subarray(2));
    await session.close();
    await placeEverything(session, harness, (candidate) => candidate === file);
    await session.complete();
    await expectPlaced(harness);
  });

  test('has NO_FILE_OPEN for write and close with none open', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const calls = harness.nativeCalls().length;
    await expectRejection('NO_FILE_OPEN', () => session.write(new Uint8Array(1)));
    await expectRejection('NO_FILE_OPEN', () => session.close());
    assert.equal(harness.nativeCalls().length, calls);
  });

  test('writes only the very objects of the plan', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file } = largestPlanned(harness);
    await expectRejection('FILE_NOT_LISTED', () => session.createFile({ ...file }));
    const stranger = { ...file, path: `${file.path}.evil` };
    await expectRejection('FILE_NOT_LISTED', () => session.writeFile(stranger, [new Uint8Array(1)]));
    assert.equal((await harness.destination()).has(stranger.path), false);
  });

  test('writes nothing past the planned size', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file, bytes } = largestPlanned(harness);
    await session.createFile(file);
    await expectRejection('INVALID_ARGUMENT', () => session.write(new Uint8Array(file.size + 1)));
    await session.write(bytes.subarray(0, -1));
    await expectRejection('INVALID_ARGUMENT', () => session.write(new Uint8Array(2)));
    await session.write(bytes.subarray(-1));
    await session.close();
    await placeEverything(session, harness, (candidate) => candidate === file);
    await session.complete();
    await expectPlaced(harness);
  });

  test('throws a short file away, and lets it be placed again', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file } = largestPlanned(harness);
    await placeEverything(session, harness);
    await session.createFile(file);
    await session.write(new Uint8Array(2));
    await session.close();
    await expectRejection('FILES_UNPLACED', () => session.complete());
    await placeEverything(session, harness, (candidate) => candidate !== file);
    await session.complete();
    await expectPlaced(harness);
  });

  test('does not place what its source gave up on, even after the last byte', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const { file, bytes } = largestPlanned(harness);
    const before = harness.liveResources();
    const reason = Object.freeze({ why: 'the hash is another one' });
    const source = async function* () {
      yield* chunksOf(bytes);
      throw reason;
    };
    await expectRejection('FILES_UNPLACED', () => session.writeFile(file, [bytes.subarray(1)]));
    await expectRejection('INVALID_ARGUMENT', () => session.writeFile(file, [bytes, new Uint8Array(1)]));
    // Last, since a later attempt that fails would hide that this one was taken for placed.
    assert.equal(await failureOf(() => session.writeFile(file, source())), reason);
    assert.equal(harness.liveResources(), before, 'The file is still open.');
    await placeEverything(session, harness, (candidate) => candidate === file);
    await expectRejection('FILES_UNPLACED', () => session.complete());
    assert.equal(session.state, 'open');
  });
};
