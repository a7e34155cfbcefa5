import { DsBackupError, type ErrorCode, type ErrorScope } from '@dsbackup/session';
import type { RestoreContractStep } from '../../src/index.js';

/** A Windows in memory to restore to: what it was told, what it gave out, and the files at the destination. */
export class MemoryWindows {
  readonly journal: string[] = [];
  readonly destination = new Map<string, Uint8Array>();
  verdict: 'none' | 'registered' | 'succeeded' | 'failed' = 'none';
  marked = false;
  readonly #failNext = new Set<RestoreContractStep>();
  readonly #live = new Map<string, number>();

  /** Makes a call. A failed one has no effect, but what gives something back has given it back all the same. */
  call(step: RestoreContractStep, effect: () => void = () => {}, scope: ErrorScope = 'session'): void {
    this.journal.push(step);
    const fails = this.#failNext.delete(step);
    if (!fails || step === 'close' || step === 'abort' || step === 'release') effect();
    if (fails) throw failureOf(step, scope);
  }

  failNext(step: RestoreContractStep): void {
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
}

/** How a failure of a step surfaces. */
export function codeOfStep(step: RestoreContractStep): ErrorCode {
  return step === 'create' || step === 'write' ? 'TARGET_UNWRITABLE' : 'NATIVE_FAILURE';
}

function failureOf(step: RestoreContractStep, scope: ErrorScope): DsBackupError {
  return new DsBackupError({
    code: codeOfStep(step),
    message: `Memory${step} answered 31.`,
    backend: 'memory',
    scope,
    native: { call: `Memory${step}`, domain: 'win32', status: 31 },
  });
}
