import type { HRESULT, IVssAsync } from '@dsbackup/vss/native';
import { mayCall, type OrderedMethod } from './call-order.js';
import { ComObject, type MethodSteps } from './com-object.js';
import { newRequesterState, type RequesterState } from './requester-state.js';
import { SimulatedAsync } from './simulated-async.js';
import type { VssService } from './vss-service.js';
import { hresult, isFailure } from './vss-values.js';

/** What a method that starts an operation answers. */
export interface AsyncAnswer {
  readonly hr: HRESULT;
  readonly pAsync: IVssAsync | null;
}

/** An operation: what it does, and what is spoiled when it fails or is cancelled. */
export interface OperationSteps {
  run(): Promise<HRESULT>;
  spoil?(): void;
}

/** What every method of a requester's object needs: the order, and operations. */
export abstract class RequesterObject extends ComObject {
  protected readonly service: VssService;
  protected readonly state: RequesterState = newRequesterState();

  constructor(service: VssService) {
    super(service.machine, 'IVssBackupComponents');
    this.service = service;
  }

  /** Runs a method, if its moment is right; VSS_E_BAD_STATE otherwise. */
  protected ordered<Result extends { readonly hr: HRESULT }>(
    method: OrderedMethod,
    args: string,
    steps: MethodSteps<Result>,
  ): Promise<Result> {
    return this.method(`IVssBackupComponents::${method}`, args, {
      failed: steps.failed,
      body: () => (mayCall[method](this.state) ? steps.body() : steps.failed(hresult.VSS_E_BAD_STATE)),
    });
  }

  protected async orderedStatus(
    method: OrderedMethod,
    args: string,
    body: () => HRESULT | Promise<HRESULT>,
  ): Promise<HRESULT> {
    const steps = { failed: (hr: HRESULT) => ({ hr }), body: async () => ({ hr: await body() }) };
    return (await this.ordered(method, args, steps)).hr;
  }

  /** Runs a method that starts an operation. A failure planned for its IVssAsync lets the method itself succeed. */
  protected async operation(method: OrderedMethod, steps: OperationSteps): Promise<AsyncAnswer> {
    const call = `IVssBackupComponents::${method}` as const;
    this.requireLife(call);
    const planned = this.machine.failures.take(call);
    const failed = (hr: HRESULT): AsyncAnswer => ({ hr, pAsync: null });
    if (planned !== undefined && planned.asyncOnly !== true) {
      this.machine.journal.write(`${call}() = planned failure`);
      steps.spoil?.();
      return failed(Number(planned.status));
    }
    if (!mayCall[method](this.state)) {
      this.machine.journal.write(`${call}() = VSS_E_BAD_STATE`);
      return failed(hresult.VSS_E_BAD_STATE);
    }
    this.machine.journal.write(`${call}() = started`);
    this.state.pending = method;
    return {
      hr: hresult.S_OK,
      pAsync: this.#start(steps, planned === undefined ? undefined : Number(planned.status)),
    };
  }

  #start(steps: OperationSteps, plannedResult: HRESULT | undefined): IVssAsync {
    const end = (hr: HRESULT) => {
      this.state.pending = undefined;
      if (isFailure(hr)) steps.spoil?.();
      return hr;
    };
    const operation = {
      run: async () => end(plannedResult ?? (await this.#carryOut(steps))),
      abandon: async () => {
        end(hresult.VSS_E_UNEXPECTED);
      },
    };
    return new SimulatedAsync(this.machine, operation, this.service.pendingAnswers);
  }

  /** What goes wrong in the simulator's own file system is what a provider would have trouble with. */
  async #carryOut(steps: OperationSteps): Promise<HRESULT> {
    try {
      return await steps.run();
    } catch (error) {
      this.machine.journal.write(`operation failed: ${String(error)}`);
      return hresult.VSS_E_UNEXPECTED_PROVIDER_ERROR;
    }
  }
}
