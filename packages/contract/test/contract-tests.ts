import { type CreateContractHarness, describeBackupSession } from '../src/index.js';

/** Runs one test of the suite by its name, `promise › title`, and answers what it failed with, if it did. */
export async function runOneContractTest(name: string, create: CreateContractHarness): Promise<unknown> {
  const body = contractTests(create).get(name);
  if (body === undefined) throw new Error(`The suite has no test "${name}".`);
  try {
    await body();
    return undefined;
  } catch (failure) {
    return failure ?? new Error('It failed with nothing.');
  }
}

/** Every test of the suite, by its name. */
export function contractTests(create: CreateContractHarness): Map<string, () => Promise<void>> {
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
  describeBackupSession('', create, { describe, it });
  return tests;
}
