import type { CreateContractHarness } from './contract-harness.js';
import type { ContractRunner } from './contract-runner.js';

/**
 * Registers the tests of every promise that `IBackupSession` makes, for one backend. Each test makes a fresh
 * harness, ends what it opened, and proves that the native side has nothing left out.
 */
export declare function describeBackupSession(
  name: string,
  create: CreateContractHarness,
  runner: ContractRunner,
): void;
