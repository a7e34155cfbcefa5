import { describe, expect, it } from 'vitest';
import { FailureCollector } from './failure-collector.js';

describe('FailureCollector', () => {
  it('throws nothing when nothing failed', async () => {
    const failures = new FailureCollector();
    await failures.attempt(async () => 'fine');
    expect(() => failures.throwIfAny('Ending', 'vss')).not.toThrow();
  });

  it('throws one failure as it is, whatever it is', async () => {
    for (const failure of [new Error('one'), 'a string', undefined]) {
      const failures = new FailureCollector();
      await failures.attempt(() => Promise.reject(failure));
      let thrown: unknown = 'nothing';
      try {
        failures.throwIfAny('Ending', 'vss');
      } catch (reason) {
        thrown = reason;
      }
      expect(thrown).toBe(failure);
    }
  });

  it('throws several as one that names and carries them all, in order', async () => {
    const failures = new FailureCollector();
    const all = [new Error('first'), 'second', new Error('third')];
    for (const failure of all) await failures.attempt(() => Promise.reject(failure));
    expect(() => failures.throwIfAny('Ending the backup', 'vss')).toThrow(
      expect.objectContaining({
        code: 'RELEASE_FAILED',
        backend: 'vss',
        scope: 'session',
        message: 'Ending the backup failed in 3 ways: (1) first (2) second (3) third',
        cause: expect.objectContaining({ errors: all }),
      }),
    );
  });
});
