/** How often each call was made, by the journal of the double. */
export function callCounts(journal: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of journal) {
    const call = line.split(' ')[0] ?? line;
    counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  return counts;
}

/** What the journal says of a call that answered this. */
export function journalLine(call: string, status: number): string {
  return `${call} 0x${status.toString(16).toUpperCase().padStart(8, '0')}`;
}
