/** What the header says about the database's consistency. */
export type DatabaseState =
  | 'just-created'
  | 'dirty-shutdown'
  | 'clean-shutdown'
  | 'being-converted'
  | 'force-detach'
  | 'incremental-reseed-in-progress'
  | 'dirty-and-patched-shutdown'
  | 'revert-in-progress';

/** The number that the header holds for each state. */
export const DATABASE_STATES: Readonly<Record<DatabaseState, number>> = {
  'just-created': 1,
  'dirty-shutdown': 2,
  'clean-shutdown': 3,
  'being-converted': 4,
  'force-detach': 5,
  'incremental-reseed-in-progress': 6,
  'dirty-and-patched-shutdown': 7,
  'revert-in-progress': 8,
};

/** The state for the number in a header, or undefined for a number without a meaning. */
export function databaseState(value: number): DatabaseState | undefined {
  const states = Object.entries(DATABASE_STATES) as [DatabaseState, number][];
  return states.find(([, number]) => number === value)?.[0];
}
