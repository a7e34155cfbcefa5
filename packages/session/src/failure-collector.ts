import { DsBackupError } from './ds-backup-error.js';

/** Lets every step of giving back have its turn, whatever the ones before did, and forgets no failure. */
export class FailureCollector {
  readonly #failures: unknown[] = [];

  add(failure: unknown): void {
    this.#failures.push(failure);
  }

  async attempt(step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (failure) {
      this.add(failure);
    }
  }

  /** Throws the one failure as it is, or `RELEASE_FAILED` whose cause is an `AggregateError` of all, in order. */
  throwIfAny(what: string, backend: string): void {
    if (this.#failures.length === 0) return;
    if (this.#failures.length === 1) throw this.#failures[0];
    const told = this.#failures.map((failure, index) => `(${index + 1}) ${messageOf(failure)}`).join(' ');
    throw new DsBackupError({
      code: 'RELEASE_FAILED',
      message: `${what} failed in ${this.#failures.length} ways: ${told}`,
      backend,
      scope: 'session',
      cause: new AggregateError(this.#failures, `${what} failed.`),
    });
  }
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
