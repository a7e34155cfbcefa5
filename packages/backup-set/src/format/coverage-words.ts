import type { BackupCapabilities } from '@dsbackup/session';

/** What a set's coverage means, in the words that every list and verdict uses. */
export function coverageWords(coverage: BackupCapabilities['coverage']): string {
  return coverage === 'directory-database' ? 'directory database only' : 'system state';
}
