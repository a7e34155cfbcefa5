import { InvalidArgumentError } from 'commander';

/** Reads a whole number that is not negative. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError('A count is a whole number, such as 20000.');
}
