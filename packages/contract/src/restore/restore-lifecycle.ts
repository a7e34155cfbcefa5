import { strict as assert } from 'node:assert';
import type { BackupProgress } from '@dsbackup/session';
import { expectRejection, failureOf } from '../expect-rejection.js';
import { hasBytes, placeEverything } from './place-files.js';
import type { RestoreContractGroup } from './restore-bench.js';

/** Opening, ending, and what a session says of itself. */
export const restoreLifecycle: RestoreContractGroup = (test) => {
  test('opens ready to be asked, and says what it is', async ({ harness, open }) => {
    const session = await open();
    assert.equal(session.state, 'open');
    assert.ok(session.backend.length > 0, 'A backend has a name.');
    assert.deepEqual({ ...session.capabilities }, { ...harness.capabilities });
    assert.equal(session.capabilities.locationsOnly, false);
    assert.ok(harness.nativeCalls().length > 0, 'A prepared restore has made native calls.');
    assert.equal(harness.verdict(), 'none');
  });

  test('goes from open to completed to ended', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    await placeEverything(session, harness);
    const receipt = await session.complete();
    assert.equal(session.state, 'completed');
    assert.equal(receipt.backend, session.backend);
    assert.equal(receipt.coverage, session.capabilities.coverage);
    await session.end();
    assert.equal(session.state, 'ended');
  });

  test('knows how preparing, registering, writing and committing can fail', async ({ harness }) => {
    for (const step of ['prepare', 'register', 'write', 'commit'] as const) {
      assert.ok(
        harness.failNext(step),
        `A harness that can't make ${step} fail proves nothing about failures.`,
      );
    }
  });

  test('rejects with what preparing said, gives everything back, and can be opened again', async ({
    harness,
    open,
  }) => {
    const failure = harness.failNext('prepare');
    assert.ok(failure);
    await expectRejection(failure.code, () => open());
    assert.equal(harness.liveResources(), 0, 'What failed to open has left something out.');
    assert.equal((await open()).state, 'open');
  });

  test('rejects with the reason of an aborted signal as it is, and gives everything back', async ({
    harness,
    open,
  }) => {
    const reason = Object.freeze({ why: 'the operator went home' });
    assert.equal(await failureOf(() => open({ signal: AbortSignal.abort(reason) })), reason);
    assert.equal(harness.liveResources(), 0);
  });

  test('refuses a deadline that is no time', async ({ harness, open }) => {
    for (const deadline of [0, -1, Number.NaN])
      await expectRejection('INVALID_ARGUMENT', () => open({ deadline }));
    assert.equal(harness.liveResources(), 0);
  });

  test('tells of files that are begun and closed, and takes no harm from who listens', async ({
    harness,
    open,
  }) => {
    const events: BackupProgress[] = [];
    const session = await open({
      onProgress: (progress) => {
        events.push(progress);
        throw new Error('a handler that is broken');
      },
    });
    await session.register(harness.plan);
    await placeEverything(session, harness);
    for (const kind of ['file-start', 'file-end'] as const) {
      const told = events.flatMap((event) => (event.kind === kind ? [event.path] : []));
      assert.deepEqual(
        told,
        harness.plan.files.map(({ path }) => path),
      );
    }
    const { files } = await session.complete();
    assert.equal(files, harness.plan.files.filter(hasBytes).length);
  });

  test('refuses everything after its end', async ({ harness, open }) => {
    const session = await open();
    const [file] = harness.plan.files;
    assert.ok(file);
    await session.end();
    const calls = [
      () => session.locations(),
      () => session.register(harness.plan),
      () => session.createFile(file),
      () => session.write(new Uint8Array(1)),
      () => session.close(),
      () => session.writeFile(file, []),
      () => session.complete(),
      () => session.abort(),
    ];
    const before = harness.nativeCalls().length;
    for (const call of calls) await expectRejection('INVALID_SESSION', call);
    assert.equal(harness.nativeCalls().length, before, 'A session that has ended makes no native call.');
  });

  test('ends once, however often it is asked to', async ({ harness, open }) => {
    const session = await open();
    await Promise.all([session.end(), session.end(), session[Symbol.asyncDispose]()]);
    const before = harness.nativeCalls().length;
    await session.end();
    assert.equal(harness.nativeCalls().length, before);
    assert.equal(session.state, 'ended');
  });
};
