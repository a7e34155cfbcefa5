import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Our time as a multiple of a peer's, measured in turn: the median of the pairs, and how far they spread. */
export function ratioOf(ours, theirs) {
  const ratios = ours.map((seconds, index) => seconds / theirs[index]);
  const rounded = (number) => Number(number.toFixed(2));
  return {
    ratio: rounded(median(ratios)),
    lowest: rounded(Math.min(...ratios)),
    highest: rounded(Math.max(...ratios)),
  };
}

/** Prints the results and keeps them in bench/results. */
export async function report(name, results) {
  console.table(results);
  const folder = join(import.meta.dirname, 'results');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
}
