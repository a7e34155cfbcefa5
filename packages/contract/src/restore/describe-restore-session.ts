import type { IRestoreSession } from '@dsbackup/session';
import type { ContractRunner } from '../contract-runner.js';
import { runContractTest } from '../contract-test.js';
import { placing } from './placing.js';
import { registering } from './registering.js';
import { restoreAbortAndEnd } from './restore-abort-and-end.js';
import type { RestoreContractGroup } from './restore-bench.js';
import { restoreCompleting } from './restore-completing.js';
import { restoreConcurrency } from './restore-concurrency.js';
import type { CreateRestoreContractHarness, RestoreContractHarness } from './restore-contract-harness.js';
import { restoreErrors } from './restore-errors.js';
import { restoreLifecycle } from './restore-lifecycle.js';
import { restoreLocations } from './restore-locations.js';
import { restoreSignals } from './restore-signals.js';

const groups: readonly (readonly [string, RestoreContractGroup])[] = [
  ['lifecycle', restoreLifecycle],
  ['locations', restoreLocations],
  ['registering', registering],
  ['placing', placing],
  ['completing', restoreCompleting],
  ['abort and end', restoreAbortAndEnd],
  ['errors', restoreErrors],
  ['concurrency', restoreConcurrency],
  ['signals', restoreSignals],
];

/**
 * Registers the tests of every promise that `IRestoreSession` makes (`docs/restore-session.md`), for one backend. Each test makes
 * a fresh harness, ends what it opened, and proves that the native side has nothing left out. Some fifty tests.
 */
export function describeRestoreSession(
  name: string,
  create: CreateRestoreContractHarness,
  { describe, it }: ContractRunner,
): void {
  describe(`${name} keeps the promises of IRestoreSession`, () => {
    for (const [promise, register] of groups) {
      describe(promise, () => {
        register((title, body) => {
          it(title, () => runContractTest<IRestoreSession, RestoreContractHarness>(create, body));
        });
      });
    }
  });
}
