import { decodeWideText } from './wide-string.js';

/** Most of what Windows gives fits; the longest text that any W function gives is 32,767 characters. */
const FIRST_TRY = 260;
const TRIES = 4;

/**
 * Calls a function that fills a buffer and returns a count of characters: those written, or, when the buffer
 * is too small, those it would need. Grows and asks again. `undefined` when the function returned 0: it failed.
 *
 * `count` says what the function means by a count that fits: `'without-nul'` as most do, or `'with-nul'`.
 *
 * @throws {RangeError} when the function keeps asking for more.
 */
export function fillWideBuffer(
  fill: (buffer: Uint8Array, characters: number) => number,
  count: 'without-nul' | 'with-nul' = 'without-nul',
): string | undefined {
  let size = FIRST_TRY;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const buffer = new Uint8Array(size * 2);
    const answer = fill(buffer, size);
    if (answer === 0) return undefined;
    const characters = count === 'with-nul' ? answer - 1 : answer;
    if (characters < size) return decodeWideText(buffer.subarray(0, characters * 2));
    size = answer + 1;
  }
  throw new RangeError('Windows kept asking for a larger buffer');
}
