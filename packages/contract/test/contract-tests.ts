import { type ContractRunner, type CreateContractHarness, describeBackupSession } from '../src/index.js';

/** Tests by their names, `promise › title`. */
export type ContractTests = ReadonlyMap<string, () => Promise<void>>;

/** Runs one test of the backup suite by its name, and answers what it failed with, if it did. */
export function runOneContractTest(name: string, create: CreateContractHarness): Promise<unknown> {
  return runOneTest(name, contractTests(create));
}

/** Every test of the backup suite. */
export function contractTests(create: CreateContractHarness): ContractTests {
  return collectTests((runner) => describeBackupSession('', create, runner));
}

/** Runs one test by its name, and answers what it failed with, if it did. */
export async function runOneTest(name: string, tests: ContractTests): Promise<unknown> {
  const body = tests.get(name);
  if (body === undefined) throw new Error(`The suite has no test "${name}".`);
  try {
    await body();
    return undefined;
  } catch (failure) {
    return failure ?? new Error('It failed with nothing.');
  }
}

/** Every test that a suite registers. */
export function collectTests(register: (runner: ContractRunner) => void): ContractTests {
  const tests = new Map<string, () => Promise<void>>();
  const path: string[] = [];
  const describe = (name: string, body: () => void) => {
    path.push(name);
    body();
    path.pop();
  };
  const it = (title: string, body: () => Promise<void>) => {
    const name = [...path.slice(1), title].join(' › ');
    if (tests.has(name)) throw new Error(`Two tests are named "${name}".`);
    tests.set(name, body);
  };
  register({ describe, it });
  return tests;
}
