import type { StructureFacts } from '@dsbackup/backup-set';
import { countOf } from '../output/format-count.js';

/** What a walk through the trees of a database came to. */
export function structureWords({ verdict, tables, tablesOmitted, reachedPages }: StructureFacts): string {
  const walked = `${countOf(tables.length + tablesOmitted, 'table')} followed over ${countOf(reachedPages, 'page')}`;
  if (verdict === 'damaged') return `${walked}, and DAMAGED`;
  return verdict === 'sound' ? walked : `${walked}, which contradict each other before the logs are replayed`;
}
