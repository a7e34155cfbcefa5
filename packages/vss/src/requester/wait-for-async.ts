import { type DriverControl, DsBackupError } from '@dsbackup/session';
import { VSS_S_ASYNC_CANCELLED, VSS_S_ASYNC_FINISHED, VSS_S_ASYNC_PENDING } from '../native/constants.js';
import type { HRESULT } from '../native/hresult.js';
import type { IVssAsync } from '../native/ivss-async.js';
import { vssBackend, vssContractError, vssError } from '../vss-errors.js';
import { isFailure } from './vss-call.js';

/** An operation under way. */
export interface AsyncOperation {
  /** The method that started it, such as `DoSnapshotSet`. */
  readonly name: string;
  readonly pAsync: IVssAsync;
  /** Milliseconds that it may take before it is cancelled and rejects with `DEADLINE_EXCEEDED`. */
  readonly deadline: number | undefined;
}

/** How an operation ended, when it ended without a failure of its own. */
export type AsyncEnd = 'finished' | 'cancelled';

const firstPause = 50;
const longestPause = 1_000;
/**
 * After `Cancel`, how long a service that does not answer is waited for, in milliseconds: a writer's longest
 * freeze.
 */
const cancelPatience = 60_000;

/**
 * Waits for a VSS operation by asking `QueryStatus` on a timer (50 ms, doubling to 1 s), so that no thread is
 * held and the operation can be cancelled. What counts is what `QueryStatus` writes, never that a call
 * returned S_OK (Microsoft's pages on `IVssAsync::Wait` and `QueryStatus`).
 *
 * Answers `cancelled` when the caller gave up and Windows let go; `finished` when Windows was faster.
 * Rejects with what Windows says went wrong, or `DEADLINE_EXCEEDED`. Does not release the interface.
 */
export async function waitForAsync(control: DriverControl, operation: AsyncOperation): Promise<AsyncEnd> {
  const { deadline } = operation;
  const stop =
    deadline === undefined
      ? control.signal
      : AbortSignal.any([control.signal, AbortSignal.timeout(deadline)]);
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const answer = await queryStatus(control, operation);
    if (answer === VSS_S_ASYNC_FINISHED) return 'finished';
    if (answer !== VSS_S_ASYNC_PENDING) throw endedOtherwise(operation, answer);
    if (stop.aborted) break;
    await rest(pause, stop);
  }
  if ((await cancel(control, operation)) === 'finished') return 'finished';
  if (control.signal.aborted) return 'cancelled';
  throw new DsBackupError({
    code: 'DEADLINE_EXCEEDED',
    message: `${operation.name} was cancelled: it took longer than the ${deadline} ms that a step may take.`,
    backend: vssBackend,
    retryable: true,
    scope: 'session',
  });
}

/** Cancels, then asks until the operation has ended, since Windows may have finished it first. */
async function cancel(control: DriverControl, operation: AsyncOperation): Promise<AsyncEnd> {
  const status = await operation.pAsync.Cancel();
  control.report({ kind: 'native-call', call: `IVssAsync::Cancel(${operation.name})`, status: status >>> 0 });
  const patience = AbortSignal.timeout(cancelPatience);
  for (let pause = firstPause; !patience.aborted; pause = Math.min(pause * 2, longestPause)) {
    const answer = await queryStatus(control, operation).catch(() => VSS_S_ASYNC_CANCELLED);
    if (answer === VSS_S_ASYNC_FINISHED) return 'finished';
    if (answer !== VSS_S_ASYNC_PENDING) return 'cancelled';
    await rest(pause, patience);
  }
  return 'cancelled';
}

async function queryStatus(control: DriverControl, { name, pAsync }: AsyncOperation): Promise<HRESULT> {
  const call = `IVssAsync::QueryStatus(${name})`;
  const { hr, hrResult } = await pAsync.QueryStatus();
  if (hrResult !== VSS_S_ASYNC_PENDING || isFailure(hr)) {
    const status = (isFailure(hr) ? hr : (hrResult ?? hr)) >>> 0;
    control.report({ kind: 'native-call', call, status });
  }
  if (isFailure(hr)) throw vssError({ call, hresult: hr });
  if (hrResult === undefined) throw vssContractError(call, 'wrote no result');
  return hrResult >>> 0;
}

/**
 * Anything but "finished" is no success: not a stranger's cancel, and not a success code that has no meaning
 * here.
 */
function endedOtherwise({ name }: AsyncOperation, answer: HRESULT): DsBackupError {
  const call = `IVssAsync::QueryStatus(${name})`;
  return isFailure(answer) || answer === VSS_S_ASYNC_CANCELLED
    ? vssError({ call, hresult: answer })
    : vssContractError(call, `wrote 0x${answer.toString(16)}, which is no state of an operation`);
}

function rest(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    stop.addEventListener('abort', done);
    if (stop.aborted) done();
  });
}
