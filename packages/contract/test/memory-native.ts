import { DsBackupError, type ErrorCode, type ErrorScope } from '@dsbackup/session';
import type { ContractStep } from '../src/index.js';

/** A native side in memory: it journals every call, counts what it handed out, and fails when told to. */
export class MemoryNative {
  readonly journal: string[] = [];
  readonly #failNext = new Set<ContractStep>();
  #live = new Map<string, number>();

  /** Makes a call. A failed one has no effect, but what gives something back has given it back all the same. */
  call<T>(step: ContractStep, effect: () => T, scope: ErrorScope = 'session'): T {
    this.journal.push(step);
    const fails = this.#failNext.delete(step);
    const givesBack = step === 'close' || step === 'abort' || step === 'release';
    const answer = fails && !givesBack ? undefined : effect();
    if (fails) throw this.#failure(step, scope);
    return answer as T;
  }

  failNext(step: ContractStep): void {
    this.#failNext.add(step);
  }

  take(what: string): void {
    this.#live.set(what, (this.#live.get(what) ?? 0) + 1);
  }

  give(what: string): void {
    this.#live.set(what, (this.#live.get(what) ?? 0) - 1);
  }

  /** Counts what was handed out, and what was given back too often as well: both are mistakes. */
  get live(): number {
    return [...this.#live.values()].reduce((sum, count) => sum + Math.abs(count), 0);
  }

  static codeOf(step: ContractStep): ErrorCode {
    return step === 'open' || step === 'read' ? 'FILE_UNREADABLE' : 'NATIVE_FAILURE';
  }

  #failure(step: ContractStep, scope: ErrorScope): DsBackupError {
    return new DsBackupError({
      code: MemoryNative.codeOf(step),
      message: `Memory${step} answered 31.`,
      backend: 'memory',
      scope,
      native: { call: `Memory${step}`, domain: 'win32', status: 31 },
    });
  }
}
