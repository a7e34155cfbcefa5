import type { HRESULT, IUnknown } from '@dsbackup/vss/native';
import type { StatusCall } from '../machine/failure-plan.js';
import { hex, type SimulatedMachine } from '../machine/simulated-machine.js';

/** How a method answers. */
export interface MethodSteps<Result> {
  /** The answer when it fails: all out-parameters as nobody wrote them. */
  failed(hr: HRESULT): Result;
  body(): Result | Promise<Result>;
}

/**
 * A simulated interface: counted from its making to its Release, and loud (SimulatorError `MISUSE`) when it is
 * used after that, where a real one would crash.
 */
export abstract class ComObject implements IUnknown {
  protected readonly machine: SimulatedMachine;
  readonly #name: string;
  readonly #pointer: bigint;
  readonly #requireOwner: (call: string) => void;

  /** @param requireOwner throws once what the object is a part of is gone */
  constructor(
    machine: SimulatedMachine,
    name: string,
    requireOwner: (call: string) => void = () => undefined,
  ) {
    this.machine = machine;
    this.#name = name;
    this.#requireOwner = requireOwner;
    this.#pointer = machine.resources.take(name);
  }

  async Release(): Promise<number> {
    this.machine.resources.giveBack(this.#pointer, this.#name, `${this.#name}::Release`);
    this.machine.journal.write(`${this.#name}::Release()`);
    await this.released();
    return 0;
  }

  /** What ends with the object. */
  protected async released(): Promise<void> {}

  /** Runs one method: life, planned failure, body, journal. */
  protected async method<Result extends { readonly hr: HRESULT }>(
    call: StatusCall,
    args: string,
    steps: MethodSteps<Result>,
  ): Promise<Result> {
    this.requireLife(call);
    const planned = this.machine.failures.take(call);
    const result = planned === undefined ? await steps.body() : steps.failed(Number(planned.status));
    this.machine.journal.write(`${call}(${args}) = ${hex(result.hr)}`);
    return result;
  }

  /** The same for a method without out-parameters. */
  protected async statusMethod(
    call: StatusCall,
    args: string,
    body: () => HRESULT | Promise<HRESULT>,
  ): Promise<HRESULT> {
    const steps = { failed: (hr: HRESULT) => ({ hr }), body: async () => ({ hr: await body() }) };
    return (await this.method(call, args, steps)).hr;
  }

  protected requireLife(call: string): void {
    this.machine.resources.require(this.#pointer, this.#name, call);
    this.#requireOwner(call);
  }
}
