import { strict as assert } from 'node:assert';
import type { IBackupSession, SessionOptions } from '@dsbackup/session';
import type { ContractHarness, CreateContractHarness } from './contract-harness.js';

/** What a test of the suite works with. */
export interface ContractBench {
  readonly harness: ContractHarness;
  /** Opens the session; the test ends it, or else it is ended when the test is over. */
  open(options?: SessionOptions): Promise<IBackupSession>;
}

/** Registers one promise of the suite. */
export type ContractTest = (title: string, body: (bench: ContractBench) => Promise<void>) => void;

/** A group of promises. */
export type ContractGroup = (test: ContractTest) => void;

/** Runs one test on a harness of its own, and proves at its end that nothing is left out on the native side. */
export async function runContractTest(
  create: CreateContractHarness,
  body: (bench: ContractBench) => Promise<void>,
): Promise<void> {
  const harness = await create();
  const sessions: IBackupSession[] = [];
  const open = async (options?: SessionOptions) => {
    const session = await harness.open(options);
    sessions.push(session);
    return session;
  };
  try {
    await body({ harness, open });
    for (const session of sessions) if (session.state !== 'ended') await session.end();
    assert.equal(
      harness.liveResources(),
      0,
      'After the session ended, the native side still has something out.',
    );
  } finally {
    await giveBack(sessions, harness);
  }
}

/** What a failing test left behind must not reach the next one. */
async function giveBack(sessions: readonly IBackupSession[], harness: ContractHarness): Promise<void> {
  await Promise.allSettled(sessions.map((session) => session.end()));
  await harness.dispose();
}
