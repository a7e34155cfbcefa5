import { access } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { DatabaseScan } from '@dsbackup/ese';
import type { PageScanReply, PageScanRequest } from '../page-scan-worker.js';
import type { PageCheck, PageCheckOptions } from './page-check.js';

/** A question to the thread that it has not answered yet; it answers in order. */
interface Pending {
  readonly resolve: (scan: DatabaseScan | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Checks pages in a thread of its own, so that hashing has a core to itself. Chunks must lie in shared memory.
 * Answers undefined where the thread's program isn't built, as when this package runs from its sources.
 * `program` is there for tests.
 */
export async function startThreadPageCheck(
  options: PageCheckOptions,
  program = new URL('./page-scan-worker.js', import.meta.url),
): Promise<PageCheck | undefined> {
  const isBuilt = await access(program).then(
    () => true,
    () => false,
  );
  if (!isBuilt) return undefined;
  return threadPageCheck(new Worker(program, { workerData: options }));
}

function threadPageCheck(worker: Worker): PageCheck {
  const pending: Pending[] = [];
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    for (const question of pending.splice(0)) question.reject(failure);
  };
  worker.on('message', ({ scan }: PageScanReply) => pending.shift()?.resolve(scan));
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The thread that checks pages ended before its work was done.')));
  const ask = (request: PageScanRequest) =>
    new Promise<DatabaseScan | undefined>((resolve, reject) => {
      if (failure !== undefined) {
        reject(failure);
        return;
      }
      pending.push({ resolve, reject });
      worker.postMessage(request);
    });
  return {
    push: async (chunk) => {
      await ask({ chunk });
    },
    finish: async () => {
      const scan = await ask({});
      if (scan === undefined) throw new Error('The thread that checks pages gave no result.');
      return scan;
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
