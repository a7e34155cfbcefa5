import { describe, expect, it } from 'vitest';
import type { BrokenBackend } from './broken-backend.js';
import { brokenDrivers } from './broken-drivers.js';
import { brokenSessions } from './broken-sessions.js';
import { contractTests, runOneContractTest } from './contract-tests.js';
import { memoryHarness } from './memory-harness.js';

describe('The suite fails a backend that', () => {
  const backends: readonly BrokenBackend[] = [...brokenDrivers, ...brokenSessions];

  for (const { name, caughtBy, options } of backends) {
    it(`${name} (caught by: ${caughtBy})`, async () => {
      expect(await runOneContractTest(caughtBy, () => memoryHarness(options))).toBeDefined();
      // The very same test is no harm to a sound one.
      expect(await runOneContractTest(caughtBy, () => memoryHarness())).toBeUndefined();
    });
  }

  it('is broken in any of these ways, each of its promises at least once', () => {
    const promises = new Set([...contractTests(memoryHarness).keys()].map((name) => name.split(' › ')[0]));
    expect(new Set(backends.map(({ caughtBy }) => caughtBy.split(' › ')[0]))).toEqual(promises);
  });
});
