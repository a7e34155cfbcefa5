import { strict as assert } from 'node:assert';
import type { LogReplay, RestorePlan } from '@dsbackup/session';
import { expectRejection } from '../expect-rejection.js';
import { expectSameFiles, expectUnharmed, largestPlanned } from './place-files.js';
import type { RestoreContractGroup } from './restore-bench.js';
import type { RestoreContractHarness } from './restore-contract-harness.js';

/** The plan, before which nothing may be changed. */
export const registering: RestoreContractGroup = (test) => {
  test('changes nothing before it', async ({ harness, open }) => {
    const before = await harness.destination();
    const session = await open();
    const { file } = largestPlanned(harness);
    const calls = harness.nativeCalls().length;
    await expectRejection('OUT_OF_ORDER', () => session.createFile(file));
    await expectRejection('OUT_OF_ORDER', () => session.writeFile(file, [new Uint8Array(1)]));
    await expectRejection('NO_FILE_OPEN', () => session.write(new Uint8Array(1)));
    await expectRejection('OUT_OF_ORDER', () => session.complete());
    assert.equal(harness.nativeCalls().length, calls);
    expectSameFiles(await harness.destination(), before);
    await session.register(harness.plan);
    assert.equal(harness.verdict(), 'registered');
  });

  test('happens once', async ({ harness, open }) => {
    const session = await open();
    await session.register(harness.plan);
    const calls = harness.nativeCalls().length;
    await expectRejection('OUT_OF_ORDER', () => session.register(harness.plan));
    assert.equal(harness.nativeCalls().length, calls);
    assert.equal(session.state, 'open');
  });

  test('refuses a plan that is not well-formed before Windows is asked', async ({ harness, open }) => {
    const session = await open();
    const calls = harness.nativeCalls().length;
    for (const plan of malformed(harness))
      await expectRejection('INVALID_ARGUMENT', () => session.register(plan));
    assert.equal(harness.nativeCalls().length, calls);
    assert.equal(harness.verdict(), 'none');
    await session.register(harness.plan);
  });

  test('needs the range of logs where Windows replays them, and only there', async ({ harness, open }) => {
    const session = await open();
    const { databases, files } = harness.plan;
    const register = () => session.register({ databases, files });
    if (harness.capabilities.replaysLogs) await expectRejection('INVALID_ARGUMENT', register);
    else await register();
  });

  for (const ending of ['complete', 'abort'] as const) {
    test(`lets the caller place the files who says so, to the ${ending}`, async ({ harness, open }) => {
      const before = await harness.destination();
      const session = await open();
      await session.register({ ...harness.plan, files: 'placed-by-caller' });
      await expectRejection('FILE_NOT_LISTED', () => session.createFile(largestPlanned(harness).file));
      assert.equal(harness.verdict(), 'registered');
      if (ending === 'abort') await session.abort();
      else assert.equal((await session.complete()).placedByCaller, true);
      assert.equal(harness.verdict(), ending === 'abort' ? 'failed' : 'succeeded');
      await session.end();
      await expectUnharmed(harness, before);
    });
  }
};

function malformed({ plan, capabilities }: RestoreContractHarness): readonly RestorePlan[] {
  const [file] = plan.files;
  assert.ok(file, 'A restore harness plans a file.');
  const replaying = (change: Partial<LogReplay>) =>
    plan.logReplay === undefined ? [] : [{ ...plan, logReplay: { ...plan.logReplay, ...change } }];
  return [
    { ...plan, databases: [] },
    { ...plan, files: [] },
    { ...plan, files: [...plan.files, { ...file, path: file.path.toUpperCase() }] },
    { ...plan, files: [{ ...file, size: -1 }] },
    { ...plan, files: [{ ...file, path: '' }] },
    ...(capabilities.replaysLogs
      ? [
          ...replaying({ lowestGeneration: 9, highestGeneration: 8 }),
          ...replaying({ logDirectory: '' }),
          ...replaying({ lowestGeneration: 0.5 }),
        ]
      : []),
  ];
}
