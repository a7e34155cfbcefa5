/** How many gaps are named one by one. */
const NAMED = 8;

/**
 * The generations of a range that are not there, in words ("generation 5 is", "generations 5, 7 to 9 are"), or undefined
 * when none is missing. Costs what is present, not what the range spans: a damaged header may name two thousand million.
 */
export function missingGenerations(
  present: readonly number[],
  { first, last }: { readonly first: number; readonly last: number },
): string | undefined {
  const inRange = [...new Set(present)]
    .filter((number) => number >= first && number <= last)
    .sort((a, b) => a - b);
  const gaps: [number, number][] = [];
  let next = first;
  for (const number of [...inRange, last + 1]) {
    if (number > next) gaps.push([next, number - 1]);
    next = number + 1;
  }
  const [gap] = gaps;
  if (gap === undefined) return undefined;
  if (gaps.length === 1 && gap[0] === gap[1]) return `generation ${gap[0]} is`;
  const named = gaps.slice(0, NAMED).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const rest = gaps.length > NAMED ? ` and ${gaps.length - NAMED} more gaps` : '';
  return `generations ${named.join(', ')}${rest} are`;
}
