import { describe, expect, it } from 'vitest';
import { describeRestoreSession } from '../../src/index.js';
import { collectTests, runOneTest } from '../contract-tests.js';
import type { BrokenRestore } from './broken-restore.js';
import { brokenRestoreDrivers } from './broken-restore-drivers.js';
import { brokenRestoreSessions } from './broken-restore-sessions.js';
import { type MemoryRestoreOptions, memoryRestoreHarness } from './memory-restore-harness.js';

const testsOn = (options: MemoryRestoreOptions) =>
  collectTests((runner) => describeRestoreSession('', () => memoryRestoreHarness(options), runner));

describe('The suite fails a restore that', () => {
  const restores: readonly BrokenRestore[] = [...brokenRestoreDrivers, ...brokenRestoreSessions];

  for (const { name, caughtBy, options } of restores) {
    it(`${name} (caught by: ${caughtBy})`, async () => {
      expect(await runOneTest(caughtBy, testsOn(options))).toBeDefined();
      // The very same test is no harm to a sound one.
      expect(await runOneTest(caughtBy, testsOn({}))).toBeUndefined();
    });
  }

  it('is broken in any of these ways, each of its promises at least once', () => {
    const promises = new Set([...testsOn({}).keys()].map((name) => name.split(' › ')[0]));
    expect(new Set(restores.map(({ caughtBy }) => caughtBy.split(' › ')[0]))).toEqual(promises);
  });
});
