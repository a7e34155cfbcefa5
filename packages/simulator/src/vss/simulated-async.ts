import type { HRESULT, IVssAsync } from '@dsbackup/vss/native';
import type { SimulatedMachine } from '../machine/simulated-machine.js';
import { ComObject } from './com-object.js';
import { hresult } from './vss-values.js';

/** What an operation does when it ends, and when it never does. */
export interface AsyncOperation {
  /** Carries it out; answers S_OK or why it failed. */
  run(): Promise<HRESULT>;
  /** It was cancelled, or let go before its end. */
  abandon(): Promise<void>;
}

/** An operation under way: pending for a number of QueryStatus calls, then carried out by the next one. */
export class SimulatedAsync extends ComObject implements IVssAsync {
  readonly #operation: AsyncOperation;
  #pendingAnswers: number;
  #result: HRESULT | undefined;

  constructor(machine: SimulatedMachine, operation: AsyncOperation, pendingAnswers: number) {
    super(machine, 'IVssAsync');
    this.#operation = operation;
    this.#pendingAnswers = pendingAnswers;
  }

  Cancel(): Promise<HRESULT> {
    return this.statusMethod('IVssAsync::Cancel', '', async () => {
      if (this.#result !== undefined) return this.#result;
      this.#result = hresult.VSS_S_ASYNC_CANCELLED;
      await this.#operation.abandon();
      return hresult.S_OK;
    });
  }

  /** Carries the operation out at once: no simulated time passes. */
  Wait(dwMilliseconds: number): Promise<HRESULT> {
    return this.statusMethod('IVssAsync::Wait', String(dwMilliseconds), async () => {
      this.#pendingAnswers = 0;
      await this.#progress();
      return hresult.S_OK;
    });
  }

  QueryStatus(): Promise<{ hr: HRESULT; hrResult: HRESULT | undefined }> {
    return this.method('IVssAsync::QueryStatus', '', {
      failed: (hr): { hr: HRESULT; hrResult: HRESULT | undefined } => ({ hr, hrResult: undefined }),
      body: async () => ({ hr: hresult.S_OK, hrResult: await this.#progress() }),
    });
  }

  async #progress(): Promise<HRESULT> {
    if (this.#result !== undefined) return this.#result;
    if (this.#pendingAnswers > 0) {
      this.#pendingAnswers -= 1;
      return hresult.VSS_S_ASYNC_PENDING;
    }
    const hr = await this.#operation.run();
    this.#result = hr === hresult.S_OK ? hresult.VSS_S_ASYNC_FINISHED : hr;
    return this.#result;
  }

  protected override async released(): Promise<void> {
    if (this.#result === undefined) await this.#operation.abandon();
  }
}
