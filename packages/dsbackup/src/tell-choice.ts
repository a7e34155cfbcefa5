import type { SessionOptions } from '@dsbackup/session';
import type { BackendChoice } from './choose-backend.js';

/** Reports which backend was chosen, and why. */
export function tellChoice({ onProgress }: SessionOptions, { backend, reason }: BackendChoice): void {
  try {
    onProgress?.({ kind: 'backend-chosen', backend, reason });
  } catch {
    // A progress handler is for people to watch; what it throws must not stop the work.
  }
}
