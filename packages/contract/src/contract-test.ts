import { strict as assert } from 'node:assert';
import type { IBackupSession, SessionOptions, SessionState } from '@dsbackup/session';
import type { ContractHarness } from './contract-harness.js';

/** What every session has, be it a backup's or a restore's. */
interface EndableSession {
  readonly state: SessionState;
  end(): Promise<void>;
}

/** What every harness has. */
interface OpeningHarness<Session> {
  open(options?: SessionOptions): Promise<Session>;
  liveResources(): number;
  dispose(): Promise<void>;
}

/** What a test of the suite works with. */
export interface ContractBench<Harness = ContractHarness, Session = IBackupSession> {
  readonly harness: Harness;
  /** Opens the session; the test ends it, or else it is ended when the test is over. */
  open(options?: SessionOptions): Promise<Session>;
}

/** Registers one promise of the suite. */
export type ContractTest<Bench = ContractBench> = (
  title: string,
  body: (bench: Bench) => Promise<void>,
) => void;

/** A group of promises. */
export type ContractGroup<Bench = ContractBench> = (test: ContractTest<Bench>) => void;

/** Runs one test on a harness of its own, and proves at its end that nothing is left out on the native side. */
export async function runContractTest<
  Session extends EndableSession,
  Harness extends OpeningHarness<Session>,
>(
  create: () => Promise<Harness>,
  body: (bench: ContractBench<Harness, Session>) => Promise<void>,
): Promise<void> {
  const harness = await create();
  const sessions: Session[] = [];
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
    // What a failing test left behind must not reach the next one.
    await Promise.allSettled(sessions.map((session) => session.end()));
    await harness.dispose();
  }
}
