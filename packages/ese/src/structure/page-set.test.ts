import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageSet } from './page-set.js';

const BLOCK = 1 << 16;
const numRuns = process.env.DSBACKUP_FULL === '1' ? 300 : 60;

/** Numbers near the borders of words and blocks, where a range may go wrong. */
const page = fc.oneof(
  fc.nat(200),
  fc.integer({ min: BLOCK - 70, max: BLOCK + 70 }),
  fc.integer({ min: 3 * BLOCK - 2, max: 3 * BLOCK + 40 }),
);
const range = fc.tuple(page, page).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

describe('a set of pages', () => {
  it('is what a set of numbers is', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), range, (ranges, [first, last]) => {
        const set = new PageSet();
        const plain = new Set<number>();
        for (const [from, to] of ranges) {
          let isNew = true;
          for (let pgno = from; pgno <= to; pgno++) {
            isNew &&= !plain.has(pgno);
            plain.add(pgno);
          }
          expect(set.addRange(from, to)).toBe(isNew);
        }
        expect(set.size).toBe(plain.size);
        let count = 0;
        for (let pgno = first; pgno <= last; pgno++) if (plain.has(pgno)) count++;
        expect(set.hasAny(first, last)).toBe(count > 0);
        expect(set.hasAll(first, last)).toBe(count === last - first + 1);
        expect(set.has(first)).toBe(plain.has(first));
        expect(set.add(last)).toBe(!plain.has(last));
      }),
      { numRuns },
    );
  });

  it('holds an extent of all pages that there can be in hardly any memory, at once', () => {
    const set = new PageSet();
    const before = process.memoryUsage().arrayBuffers;
    const start = performance.now();
    expect(set.addRange(1, 0xfffffffe)).toBe(true);
    expect(set.hasAll(1, 0xfffffffe)).toBe(true);
    expect(set.has(0)).toBe(false);
    expect(set.has(0xffffffff)).toBe(false);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20);
  });
});
