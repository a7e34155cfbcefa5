/** The calls of a simulator's journal by name, oldest first; its remarks are left out. */
export function callsIn(journal: readonly string[]): string[] {
  return journal.flatMap((line) => /^(Ds[A-Za-z]+)\(/.exec(line)?.[1] ?? []);
}

/** How often each call was made. */
export function countCalls(journal: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const call of callsIn(journal)) counts.set(call, (counts.get(call) ?? 0) + 1);
  return counts;
}
