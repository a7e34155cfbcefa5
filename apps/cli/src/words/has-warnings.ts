import type { SetVerdict } from '@dsbackup/backup-set';

/** Whether the backup itself, or the check of its set, had something to warn of. */
export function hasWarnings({ manifest, warnings }: SetVerdict): boolean {
  if (manifest?.completion !== 'declared' || warnings.length > 0) return true;
  return manifest.warnings.length > 0 || manifest.components.some(({ succeeded }) => !succeeded);
}
