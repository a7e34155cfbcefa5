import { describe as nodeDescribe, it as nodeIt } from 'node:test';
import { describe, expect, it } from 'vitest';
import type { ContractRunner } from '../src/index.js';
import { contractTests } from './contract-tests.js';
import { memoryHarness } from './memory-harness.js';

describe('A runner of the suite', () => {
  it("is vitest's and node:test's alike", () => {
    const runners: readonly ContractRunner[] = [
      { describe, it },
      { describe: nodeDescribe, it: nodeIt },
    ];
    expect(runners).toHaveLength(2);
  });

  it('gets tests with names of their own', () => {
    expect(contractTests(memoryHarness).size).toBeGreaterThan(60);
  });
});
