import type { IBackupSession } from '@dsbackup/session';
import { abortAndEnd } from './abort-and-end.js';
import { committing } from './committing.js';
import { completing } from './completing.js';
import { concurrency } from './concurrency.js';
import type { ContractHarness, CreateContractHarness } from './contract-harness.js';
import type { ContractRunner } from './contract-runner.js';
import { type ContractGroup, runContractTest } from './contract-test.js';
import { errors } from './errors.js';
import { filesAndBytes } from './files-and-bytes.js';
import { lifecycle } from './lifecycle.js';
import { openFile } from './open-file.js';
import { order } from './order.js';
import { signals } from './signals.js';

const groups: readonly (readonly [string, ContractGroup])[] = [
  ['lifecycle', lifecycle],
  ['files and bytes', filesAndBytes],
  ['the open file', openFile],
  ['order', order],
  ['completing', completing],
  ['committing', committing],
  ['abort and end', abortAndEnd],
  ['errors', errors],
  ['concurrency', concurrency],
  ['signals', signals],
];

/**
 * Registers the tests of every promise that `IBackupSession` makes, for one backend. Each test makes a fresh
 * harness, ends what it opened, and proves that the native side has nothing left out. Some sixty tests; how long
 * they take is up to the harness and the size of its files, which most of them read.
 */
export function describeBackupSession(
  name: string,
  create: CreateContractHarness,
  { describe, it }: ContractRunner,
): void {
  describe(`${name} keeps the promises of IBackupSession`, () => {
    for (const [promise, register] of groups) {
      describe(promise, () => {
        register((title, body) => {
          it(title, () => runContractTest<IBackupSession, ContractHarness>(create, body));
        });
      });
    }
  });
}
