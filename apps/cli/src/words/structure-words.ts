import type { StructureFacts } from '@dsbackup/backup-set';
import { countOf } from '../output/format-count.js';

/** What a walk through the trees of a database came to. */
export function structureWords({ isSound, tables, tablesOmitted, reachedPages }: StructureFacts): string {
  const walked = `${countOf(tables.length + tablesOmitted, 'table')} followed over ${countOf(reachedPages, 'page')}`;
  return isSound ? walked : `${walked}, and DAMAGED`;
}
