import { DsBackupError } from './ds-backup-error.js';
import type { SessionOptions } from './start-backup-session.js';

/** The longest delay that a timer of Node takes, in milliseconds: about 24 days. */
const longestDelay = 2_147_483_647;

/** One signal out of the caller's and a deadline. Disposing of it lets go of both. */
export interface PreparingSignal extends Disposable {
  readonly signal: AbortSignal;
}

/** Starts the clock. Throws `INVALID_ARGUMENT` for a deadline that is no positive number of milliseconds. */
export function preparingSignal(backend: string, options: SessionOptions): PreparingSignal {
  const { signal, deadline } = options;
  if (deadline !== undefined && !(deadline > 0 && deadline <= longestDelay)) {
    throw new DsBackupError({
      code: 'INVALID_ARGUMENT',
      message: `The deadline of ${deadline} ms is not between 0 and ${longestDelay} ms.`,
      backend,
    });
  }
  const controller = new AbortController();
  const follow = () => controller.abort(signal?.reason);
  const expire = () => controller.abort(deadlineExceeded(backend, deadline));
  if (signal?.aborted) follow();
  signal?.addEventListener('abort', follow, { once: true });
  const timer = deadline === undefined ? undefined : setTimeout(expire, deadline);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', follow);
    },
  };
}

function deadlineExceeded(backend: string, deadline: number | undefined): DsBackupError {
  return new DsBackupError({
    code: 'DEADLINE_EXCEEDED',
    message: `Preparing took longer than the ${deadline} ms that it was given.`,
    backend,
    retryable: true,
    scope: 'session',
  });
}
