import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examineBackup } from './examine-backup.js';
import { makeBackup } from './made-backup.js';
import { type Damage, databaseDamage, logDamage } from './random-damage.js';

const FULL = process.env.DSBACKUP_FULL === '1';
/** Together 10,000 at the full count. */
const RUNS = FULL ? { clean: 5_000, dirty: 2_000, logs: 3_000 } : { clean: 200, dirty: 80, logs: 120 };
const SEED = 20261122;
const TIMEOUT = FULL ? 600_000 : 30_000;

async function isFound(state: 'clean' | 'dirty', damage: Damage): Promise<void> {
  const backup = makeBackup(state);
  damage.apply(backup);
  expect(await examineBackup(backup), damage.what).not.toEqual([]);
}

describe('a backup', () => {
  it.each(['clean', 'dirty'] as const)(
    'of a %s database has nothing wrong before it is damaged',
    async (state) => {
      expect(await examineBackup(makeBackup(state))).toEqual([]);
    },
  );
});

describe('every damage', () => {
  it.each(['clean', 'dirty'] as const)(
    'of the pages of a %s database is found',
    async (state) => {
      const numRuns = RUNS[state];
      const property = fc.asyncProperty(databaseDamage, (damage) => isFound(state, damage));
      await fc.assert(property, { numRuns, seed: SEED });
    },
    TIMEOUT,
  );

  it(
    'of the logs and the checkpoint that a dirty database needs is found',
    async () => {
      const property = fc.asyncProperty(logDamage, (damage) => isFound('dirty', damage));
      await fc.assert(property, { numRuns: RUNS.logs, seed: SEED });
    },
    TIMEOUT,
  );
});
