/** The generation of a log as people and as file names have it: `81 (0x51)`. */
export function generationWords(generation: number): string {
  return `${generation} (0x${generation.toString(16).toUpperCase()})`;
}

/** A range of them: `generation 81 (0x51)`, `generations 78 (0x4E) to 82 (0x52)`. */
export function generationRangeWords(first: number, last: number): string {
  if (first === last) return `generation ${generationWords(first)}`;
  return `generations ${generationWords(first)} to ${generationWords(last)}`;
}
