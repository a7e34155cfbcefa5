import { startBackupSession } from '@dsbackup/session';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleFiles } from './sample-files.js';
import { ScriptedDriver } from './scripted-driver.js';
import { SessionModel } from './session-model.js';
import { anySequence, runOnModel, SessionCaller } from './session-operation.js';

const runs = process.env.DSBACKUP_FULL === '1' ? 20_000 : 1_000;
const files = sampleFiles();
const operations = anySequence(files.map(({ file }) => file.list));

/** What must hold after any session, whatever was done to it. */
function expectSound(driver: ScriptedDriver): void {
  expect(driver.violations).toEqual([]);
  expect(driver.count('release')).toBe(1);
  expect(driver.calls.at(-1)).toBe('release');
  expect(driver.count('abort')).toBe(driver.committed === undefined ? 1 : 0);
}

describe('the session against a model of itself', { timeout: 300_000 }, () => {
  it('answers every sequence of operations and failures as the model does', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(operations, fc.boolean(), async (sequence, survivesFileErrors) => {
        const driver = new ScriptedDriver(files, { survivesFileErrors });
        const session = await startBackupSession(driver);
        const caller = new SessionCaller(
          driver,
          session,
          files.map(({ file }) => file),
        );
        const model = new SessionModel(files, survivesFileErrors);
        for (const operation of [...sequence, { kind: 'end' } as const]) {
          const predicted = runOnModel(model, operation);
          const actual = await caller.run(operation);
          expect({ operation, outcome: actual, state: session.state }).toEqual({
            operation,
            outcome: predicted,
            state: model.state,
          });
          reached.add(`${operation.kind} ${actual}`);
        }
        expectSound(driver);
      }),
      { numRuns: runs, seed: 20_261_122 },
    );
    // A model that is never led anywhere proves nothing.
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'complete ok',
        'complete flush',
        'complete FILES_UNREAD',
        'complete TRUNCATE_REFUSED',
        'complete NATIVE_FAILURE',
        'read SESSION_FAILED',
        'open FILE_UNREADABLE',
        'open OUT_OF_ORDER',
        'end RELEASE_FAILED',
      ]),
    );
  });

  it('keeps the driver safe from callers that wait for nothing', async () => {
    await fc.assert(
      fc.asyncProperty(operations, fc.array(fc.boolean(), { minLength: 1 }), async (sequence, awaits) => {
        const driver = new ScriptedDriver(files);
        const session = await startBackupSession(driver);
        const caller = new SessionCaller(
          driver,
          session,
          files.map(({ file }) => file),
        );
        const running: Promise<unknown>[] = [];
        for (const [turn, operation] of sequence.entries()) {
          const outcome = caller.run(operation);
          running.push(outcome);
          if (awaits[turn % awaits.length]) await outcome;
        }
        await Promise.all([...running, caller.run({ kind: 'end' })]);
        expectSound(driver);
      }),
      { numRuns: runs, seed: 20_261_123 },
    );
  });
});
