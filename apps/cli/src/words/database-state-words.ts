import type { DatabaseState } from '@dsbackup/ese';

/** What a state of a database is called, means, and asks of an operator. */
export interface DatabaseStateWords {
  readonly name: string;
  readonly meaning: string;
  readonly advice: string;
}

const unusable = "It can't be put back into service in this state. Take another backup of the source.";

const words: Readonly<Record<DatabaseState | 'unknown', DatabaseStateWords>> = {
  'just-created': {
    name: 'just created',
    meaning: 'The engine had not finished making it.',
    advice: unusable,
  },
  'dirty-shutdown': {
    name: 'dirty shutdown',
    meaning:
      'It was in use when it was copied, as in every backup of a running domain controller. It is whole only together with its logs.',
    advice:
      'Keep its logs with it: a restore replays them. Do not repair it (esentutl /p) while they are there, for that loses data.',
  },
  'clean-shutdown': {
    name: 'clean shutdown',
    meaning: 'The engine had let go of it, so that it needs no log.',
    advice: 'Nothing: it can be attached as it is.',
  },
  'being-converted': {
    name: 'being converted',
    meaning: 'It was being brought to a newer format, and that did not end.',
    advice: unusable,
  },
  'force-detach': {
    name: 'force detach',
    meaning: 'An old engine had let go of it by force, with changes still in its logs.',
    advice: unusable,
  },
  'incremental-reseed-in-progress': {
    name: 'incremental reseed in progress',
    meaning: 'Pages of it were being replaced from another copy, and that did not end.',
    advice: unusable,
  },
  'dirty-and-patched-shutdown': {
    name: 'dirty and patched shutdown',
    meaning: 'Pages of it were replaced from another copy, and its logs were not replayed after that.',
    advice: 'Keep its logs with it: it is whole only after a restore has replayed them.',
  },
  'revert-in-progress': {
    name: 'revert in progress',
    meaning: 'It was being taken back to an earlier time, and that did not end.',
    advice: unusable,
  },
  unknown: {
    name: 'unknown',
    meaning: 'Its header holds a state that has no meaning.',
    advice: 'Take it for damaged, and take another backup of the source.',
  },
};

/** A state in the words of an operator; undefined is a number without a meaning. */
export function databaseStateWords(state: DatabaseState | 'unknown' | undefined): DatabaseStateWords {
  return words[state ?? 'unknown'];
}
