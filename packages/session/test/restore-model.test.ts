import { startRestoreSession } from '@dsbackup/session';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RestoreModel } from './restore-model.js';
import { anyRestore, RestoreCaller, restoreOnModel } from './restore-operation.js';
import { samplePlan, sampleRestoreFiles } from './sample-plan.js';
import { ScriptedRestoreDriver } from './scripted-restore-driver.js';

const runs = process.env.DSBACKUP_FULL === '1' ? 20_000 : 1_000;
const files = sampleRestoreFiles();
const operations = anyRestore(files.map(({ size }) => size));

/** What must hold after any restore, whatever was done to it. */
function expectSound(driver: ScriptedRestoreDriver): void {
  expect(driver.violations).toEqual([]);
  expect(driver.count('release')).toBe(1);
  expect(driver.calls.at(-1)).toBe('release');
  expect(driver.count('abort')).toBe(driver.committed ? 0 : 1);
}

describe('the restore session against a model of itself', { timeout: 300_000 }, () => {
  it('answers every sequence of operations and failures as the model does', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(operations, fc.boolean(), async (sequence, survivesFileErrors) => {
        const driver = new ScriptedRestoreDriver({ survivesFileErrors });
        const session = await startRestoreSession(driver);
        const caller = new RestoreCaller(driver, session, samplePlan(files));
        const model = new RestoreModel(files, survivesFileErrors);
        for (const operation of [...sequence, { kind: 'end' } as const]) {
          const size = model.nextWrite();
          const predicted = restoreOnModel(model, operation);
          const actual = await caller.run(operation, size);
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
        'complete FILES_UNPLACED',
        'complete OUT_OF_ORDER',
        'complete NATIVE_FAILURE',
        'create FILE_ALREADY_OPEN',
        'overrun INVALID_ARGUMENT',
        'write SESSION_FAILED',
        'write NATIVE_FAILURE',
        'register OUT_OF_ORDER',
        'end RELEASE_FAILED',
      ]),
    );
  });

  it('keeps the driver safe from callers that wait for nothing', async () => {
    await fc.assert(
      fc.asyncProperty(operations, fc.array(fc.boolean(), { minLength: 1 }), async (sequence, awaits) => {
        const driver = new ScriptedRestoreDriver();
        const session = await startRestoreSession(driver);
        const caller = new RestoreCaller(driver, session, samplePlan(files));
        const running: Promise<unknown>[] = [];
        for (const [turn, operation] of sequence.entries()) {
          const outcome = caller.run(operation, 10_000);
          running.push(outcome);
          if (awaits[turn % awaits.length]) await outcome;
        }
        await Promise.all([...running, caller.run({ kind: 'end' }, 0)]);
        expectSound(driver);
      }),
      { numRuns: runs, seed: 20_261_123 },
    );
  });
});
