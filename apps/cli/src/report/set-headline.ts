import type { DatabaseFacts, SetVerdict } from '@dsbackup/backup-set';

/** The verdict on a set, as the first thing that a reader sees. */
export interface SetHeadline {
  /** `warning`: it can be relied on, and there is something to know. */
  readonly tone: 'good' | 'warning' | 'bad';
  readonly sentence: string;
  /** What that means, and what to do. */
  readonly explanation: string;
}

type Restorability = DatabaseFacts['restorability'];
const worstFirst: readonly Restorability[] = [
  'not-restorable',
  'data-loss',
  'restorable-after-log-replay',
  'restorable',
];

/** Puts a verdict into words. What is wrong with the set itself comes before what was wrong at its source. */
export function setHeadline(set: SetVerdict): SetHeadline {
  if (set.manifest === undefined) {
    return bad(
      'This set cannot be read.',
      'What it holds is not known. Do not rely on it: take another backup.',
    );
  }
  if (set.verdict === 'unreadable') {
    return bad(
      'Not all of this set could be read.',
      'What was read of it is what the backup wrote. See to what could not be read, which stands below, and verify it again.',
    );
  }
  if (set.problems.some(({ code }) => code !== 'SOURCE_DAMAGED')) {
    return bad(
      'This set is damaged.',
      'Its bytes are not those that the backup wrote. Do not rely on it: use another copy, or take another backup.',
    );
  }
  const worst = worstFirst.find((candidate) =>
    set.databases.some(({ restorability }) => restorability === candidate),
  );
  return set.verdict === 'damaged' ? sourceHeadline(worst) : wholeHeadline(set, worst);
}

function sourceHeadline(worst: Restorability | undefined): SetHeadline {
  const asWritten = 'The set holds what the backup read, byte for byte: the fault was there before.';
  if (worst === 'not-restorable') {
    return bad(
      'The database would not come back.',
      `${asWritten} See to the domain controller, and keep older backups.`,
    );
  }
  if (worst === 'data-loss') {
    return bad(
      'The database would come back without its last transactions.',
      `${asWritten} Other domain controllers may still have what is missing.`,
    );
  }
  return bad('Something was damaged before it was backed up.', `${asWritten} What it is stands below.`);
}

function wholeHeadline(set: SetVerdict, worst: Restorability | undefined): SetHeadline {
  const bytes = 'Every byte is what the backup wrote';
  if (worst === undefined) {
    return {
      tone: 'warning',
      sentence: 'This set is whole, and no database in it was judged.',
      explanation: `${bytes}. Whether a directory would come back from it is not known.`,
    };
  }
  const back =
    worst === 'restorable'
      ? 'the database would come back as it is'
      : 'the database would come back by replaying its logs';
  if (set.warnings.length > 0) {
    return {
      tone: 'warning',
      sentence: 'This set is whole, with warnings.',
      explanation: `${bytes}, and ${back}. There is something to look into, which stands below.`,
    };
  }
  return {
    tone: 'good',
    sentence: 'This set is whole, and the directory would come back.',
    explanation: `${bytes}, every page that the database owns is sound, and ${back}.`,
  };
}

function bad(sentence: string, explanation: string): SetHeadline {
  return { tone: 'bad', sentence, explanation };
}
