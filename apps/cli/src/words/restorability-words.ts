import type { DatabaseFacts } from '@dsbackup/backup-set';

/** What would become of a database, to be said after its name. */
export const restorabilityWords: Readonly<Record<DatabaseFacts['restorability'], string>> = {
  restorable: 'it would come back as it is',
  'restorable-after-log-replay': 'it would come back by replaying the logs of this set',
  'data-loss': 'it would come back without its last transactions',
  'not-restorable': 'it would NOT come back',
};
