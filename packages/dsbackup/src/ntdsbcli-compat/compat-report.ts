import type { BackupProgress } from '@dsbackup/session';

/** Tells what happens. Never throws. */
export type Report = (progress: BackupProgress) => void;

/** A report to a handler whose own failures are nobody's business. */
export function compatReport(onProgress: ((progress: BackupProgress) => void) | undefined): Report {
  return (progress) => {
    try {
      onProgress?.(progress);
    } catch {
      // A handler is for people and logs; what it throws must not change what a call answers.
    }
  };
}
