import type { BackupPhase, DriverControl } from '@dsbackup/session';

/** Runs a step of a backup or a restore and tells when it begins and, if it succeeds, when it ends. */
export async function inPhase<T>(
  control: DriverControl,
  phase: BackupPhase,
  body: () => Promise<T>,
): Promise<T> {
  control.report({ kind: 'phase-start', phase });
  const result = await body();
  control.report({ kind: 'phase-end', phase });
  return result;
}
