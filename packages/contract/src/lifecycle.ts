import { strict as assert } from 'node:assert';
import type { BackupProgress } from '@dsbackup/session';
import type { ContractGroup } from './contract-test.js';
import { expectRejection, failureOf } from './expect-rejection.js';
import { largestDatabase, readable, readEverything } from './read-backup.js';

/** Opening, ending, and what a session says of itself. */
export const lifecycle: ContractGroup = (test) => {
  test('opens prepared, and says what it is', async ({ harness, open }) => {
    const session = await open();
    assert.equal(session.state, 'open');
    assert.ok(session.backend.length > 0, 'A backend has a name.');
    assert.deepEqual({ ...session.capabilities }, { ...harness.capabilities });
    assert.ok(harness.nativeCalls().length > 0, 'A prepared backup has made native calls.');
  });

  test('goes from open to completed to ended', async ({ open }) => {
    const session = await open();
    await readEverything(session);
    const receipt = await session.complete();
    assert.equal(session.state, 'completed');
    assert.equal(receipt.backend, session.backend);
    assert.equal(receipt.coverage, session.capabilities.coverage);
    await session.end();
    assert.equal(session.state, 'ended');
  });

  test('knows how preparing, opening and reading can fail', async ({ harness }) => {
    for (const step of ['prepare', 'open', 'read'] as const) {
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

  test('can be given up while it prepares', async ({ harness, open }) => {
    const controller = new AbortController();
    const reason = Object.freeze(new Error('the operator went home'));
    let told = 0;
    const opening = () =>
      open({ signal: controller.signal, onProgress: () => void (++told === 1 && controller.abort(reason)) });
    const failure = await failureOf(async () => {
      await opening();
      // A backend that tells nothing while it prepares can't be interrupted by this test.
      if (told === 0) throw reason;
    });
    assert.equal(failure, reason);
    if (told > 0) assert.equal(harness.liveResources(), 0);
  });

  test('refuses a deadline that is no time', async ({ harness, open }) => {
    for (const deadline of [0, -1, Number.NaN])
      await expectRejection('INVALID_ARGUMENT', () => open({ deadline }));
    assert.equal(harness.liveResources(), 0);
  });

  test('tells of files that are opened, closed and skipped, and takes no harm from who listens', async ({
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
    const { file } = await largestDatabase(session, harness);
    await readEverything(session, (candidate) => {
      if (candidate === file) session.skip(file, 'told to');
      return candidate === file;
    });
    const told = (kind: BackupProgress['kind']) => events.filter((event) => event.kind === kind).length;
    assert.equal(told('file-start'), readable(harness).length - 1);
    assert.equal(told('file-end'), readable(harness).length - 1);
    assert.deepEqual(
      events.filter((event) => event.kind === 'file-skip'),
      [{ kind: 'file-skip', path: file.path, reason: 'told to' }],
    );
    await session.complete();
  });

  test('refuses everything after its end', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    await session.end();
    const calls = [
      () => session.databases(),
      () => session.logs(),
      () => session.others()[Symbol.asyncIterator]().next(),
      () => session.files()[Symbol.asyncIterator]().next(),
      () => session.openFile(file),
      () => session.read(new Uint8Array(65_536)),
      () => session.close(),
      () => session.readFile(file)[Symbol.asyncIterator]().next(),
      () => session.skip(file, 'too late'),
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
