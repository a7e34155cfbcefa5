import { SimulatorError } from '../simulator-error.js';

/** A pointer as the simulated Windows hands them out: never the same twice. */
let lastPointer = 0x1000n;

/** What was handed out and not given back yet: contexts, memory, interfaces, open files. */
export class ResourceLedger {
  readonly #live = new Map<bigint, string>();

  /** Hands out a new pointer. */
  take(what: string): bigint {
    lastPointer += 0x10n;
    this.#live.set(lastPointer, what);
    return lastPointer;
  }

  /** Takes a pointer back. `call` names the call that does it, for the message. */
  giveBack(pointer: bigint, what: string, call: string): void {
    this.require(pointer, what, call);
    this.#live.delete(pointer);
  }

  /** Refuses a pointer that is not live, or is of something else. */
  require(pointer: bigint, what: string, call: string): void {
    if (this.#live.get(pointer) === what) return;
    throw new SimulatorError(
      'MISUSE',
      `${call} was given 0x${pointer.toString(16)}, which is no live ${what}: it was given back already, or was never handed out.`,
    );
  }

  isLive(pointer: bigint, what: string): boolean {
    return this.#live.get(pointer) === what;
  }

  get count(): number {
    return this.#live.size;
  }

  /** What is live, for a test's message. */
  names(): string[] {
    return [...this.#live.values()];
  }
}
