import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { EseError } from '../src/index.js';
import { FUZZ_TARGETS, type FuzzTarget } from './fuzz-targets.js';
import { Mutator } from './mutator.js';

const FULL = process.env.DSBACKUP_FULL === '1';
/** A million inputs at the full count. */
const SHARE = FULL ? 1 : 1 / 250;
/** Far above what any input needs, since a busy machine may stop a process for a while; far below what a loop without end takes. */
const SLOWEST_MS = 5_000;
const MOST_MEMORY = 400 * 2 ** 20;
const TURN = 200;

/** Runs one input, and answers what is wrong with how it ended, if anything. */
async function faultOf({ run }: FuzzTarget, bytes: Buffer): Promise<string | undefined> {
  const start = performance.now();
  try {
    await run(bytes);
  } catch (error) {
    if (!EseError.is(error)) return `failed with ${error instanceof Error ? error.stack : String(error)}`;
  }
  const took = performance.now() - start;
  return took > SLOWEST_MS ? `took ${took} ms` : undefined;
}

describe('any input', () => {
  it('is one of a million', () => {
    expect(FUZZ_TARGETS.reduce((sum, { inputs }) => sum + inputs, 0)).toBe(1_000_000);
  });

  it.each(FUZZ_TARGETS.map((target, index) => ({ ...target, index })))(
    'for $name ends in an answer or an EseError, in little time and memory',
    async (target) => {
      const mutator = new Mutator(0x5eed + 977 * target.index);
      const before = process.memoryUsage.rss();
      let grown = 0;
      for (let input = 0; input < Math.ceil(target.inputs * SHARE); input++) {
        const bytes = mutator.mutant(target.seeds);
        if (mutator.number(2) === 0) target.reseal?.(bytes);
        const fault = await faultOf(target, bytes);
        expect(fault, `input ${input}`).toBeUndefined();
        if (input % TURN !== 0) continue;
        grown = Math.max(grown, process.memoryUsage.rss() - before);
        // The runner is told now and then that the test still lives.
        await setImmediate();
      }
      expect(grown).toBeLessThan(MOST_MEMORY);
    },
    FULL ? 1_800_000 : 60_000,
  );
});
