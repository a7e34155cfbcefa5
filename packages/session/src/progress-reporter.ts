import type { BackupProgress } from './backup-progress.js';

/** Tells a handler what happens, so that nothing the handler does, now or later, can hurt the backup. */
export function progressReporter(
  onProgress: ((progress: BackupProgress) => unknown) | undefined,
): (progress: BackupProgress) => void {
  if (onProgress === undefined) return () => {};
  return (progress) => {
    try {
      const answer = onProgress(progress);
      // An async handler's rejection would otherwise end the process as an unhandled one.
      if (answer instanceof Promise) answer.catch(() => {});
    } catch {
      // Handlers are for people and logs; a broken one is no reason to lose a backup.
    }
  };
}
