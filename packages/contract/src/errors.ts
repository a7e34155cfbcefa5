import { strict as assert } from 'node:assert';
import type { IBackupSession } from '@dsbackup/session';
import type { ContractHarness, ContractStep } from './contract-harness.js';
import type { ContractGroup } from './contract-test.js';
import { expectNative } from './expect-native.js';
import { expectRejection } from './expect-rejection.js';
import { inPlaceSize, largestDatabase, readEverything } from './read-backup.js';

/** Failures of native calls: what they surface as, and what they spoil. */
export const errors: ContractGroup = (test) => {
  const walk = async (session: IBackupSession) => {
    for await (const _file of session.others());
  };
  const lists: readonly [ContractStep, (session: IBackupSession) => Promise<unknown>][] = [
    ['databases', (session) => session.databases()],
    ['logs', (session) => session.logs()],
    ['others', walk],
  ];
  for (const [step, call] of lists) {
    test(`fails the session when ${step} fail to be listed`, async ({ harness, open }) => {
      const session = await open();
      const failure = harness.failNext(step);
      if (failure === undefined || (step === 'others' && !harness.capabilities.others))
        return void (await call(session));
      expectNative(await expectRejection(failure.code, () => call(session)), session);
      await expectFailed(session, harness);
    });
  }

  for (const step of ['open', 'read'] as const) {
    test(`fails the file alone when ${step} fails, or the session where the backend says so`, async ({
      harness,
      open,
    }) => {
      const session = await open();
      const { file } = await largestDatabase(session, harness);
      if (step === 'read') await session.openFile(file);
      const failure = harness.failNext(step);
      assert.ok(failure);
      const call = () =>
        step === 'open' ? session.openFile(file) : session.read(new Uint8Array(inPlaceSize));
      expectNative(await expectRejection(failure.code, call), session);
      if (!harness.capabilities.survivesFileErrors) return expectFailed(session, harness);
      assert.equal(session.state, 'open');
      if (step === 'read') await session.close();
      await readEverything(session, (candidate) => candidate === file);
      await expectRejection('FILES_UNREAD', () => session.complete());
      session.skip(file, 'it could not be read');
      const { components } = await session.complete();
      assert.equal(components.find(({ component }) => component === file.component)?.succeeded, false);
    });
  }

  test('rejects a readFile in whose middle a read fails, and closes the file', async ({ harness, open }) => {
    const session = await open();
    const { file } = await largestDatabase(session, harness);
    const before = harness.liveResources();
    const failure = { due: undefined as ReturnType<ContractHarness['failNext']> };
    const reading = async () => {
      for await (const _chunk of session.readFile(file, { chunkSize: 24_576 }))
        failure.due ??= harness.failNext('read');
    };
    const rejection = await reading().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(failure.due, 'The largest database has more than one chunk.');
    await expectRejection(failure.due.code, () => Promise.reject(rejection));
    assert.equal(harness.liveResources(), before, 'The file whose read failed is still open.');
    if (session.state === 'open') await expectRejection('NO_FILE_OPEN', () => session.close());
  });

  test('leaves no file open when close fails', async ({ harness, open }) => {
    const session = await open();
    await session.openFile((await largestDatabase(session, harness)).file);
    const failure = harness.failNext('close');
    if (failure === undefined) return session.close();
    expectNative(await expectRejection(failure.code, () => session.close()), session);
    await expectRejection('NO_FILE_OPEN', () => session.close());
    if (!harness.capabilities.survivesFileErrors) assert.equal(session.state, 'failed');
  });

  for (const step of ['documents', 'commit'] as const) {
    test(`does not call a backup complete whose ${step} failed`, async ({ harness, open }) => {
      const session = await open();
      await readEverything(session);
      const failure = harness.failNext(step);
      if (failure === undefined) return void (await session.complete());
      expectNative(await expectRejection(failure.code, () => session.complete()), session);
      assert.equal(session.state, 'failed');
      await expectRejection('SESSION_FAILED', () => session.complete());
    });
  }
};

/** A failed session allows nothing but closing, aborting and ending. */
async function expectFailed(session: IBackupSession, harness: ContractHarness): Promise<void> {
  assert.equal(session.state, 'failed');
  const before = harness.nativeCalls().length;
  await expectRejection('SESSION_FAILED', () => session.databases());
  await expectRejection('SESSION_FAILED', () => session.logs());
  await expectRejection('SESSION_FAILED', () => session.others()[Symbol.asyncIterator]().next());
  await expectRejection('SESSION_FAILED', () => session.read(new Uint8Array(inPlaceSize)));
  await expectRejection('SESSION_FAILED', () => session.complete());
  assert.equal(harness.nativeCalls().length, before, 'A failed session makes no native call of its own.');
  await session.close().catch(() => expectRejection('NO_FILE_OPEN', () => session.close()));
  await session.abort();
  assert.equal(session.state, 'aborted');
}
