import { DsBackupError } from './ds-backup-error.js';
import type { SessionState } from './ibackup-session.js';

/**
 * Lets one operation through at a time, and only in a state that allows it. It is the only owner of the
 * session's state, so that no order of calls can slip past it.
 */
export class OperationGate {
  readonly #backend: string;
  #state: SessionState = 'open';
  #failure: unknown;
  #leaving = false;
  #running: Promise<unknown> | undefined;

  constructor(backend: string) {
    this.#backend = backend;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** What spoiled the session first, if something did. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Moves to a final state; only `ended` follows another. */
  settle(state: 'completed' | 'aborted' | 'ended'): void {
    this.#state = state;
  }

  /** Spoils the session. The first failure is kept: later ones are mostly its echo. */
  fail(failure: unknown): void {
    if (this.#state !== 'open') return;
    this.#state = 'failed';
    this.#failure = failure;
  }

  /** From now on nothing new is let in: someone waits to abort or to end. */
  leave(): void {
    this.#leaving = true;
  }

  /** Throws unless an operation of this name may start now. */
  admit(operation: string, evenIfFailed = false): void {
    if (this.#leaving || this.#state === 'completed' || this.#state === 'aborted' || this.#state === 'ended')
      throw this.#invalid(operation);
    if (this.#running !== undefined) {
      throw this.#refuse(
        'OPERATION_IN_PROGRESS',
        `${operation}: another operation of this session is running; await it first.`,
      );
    }
    if (this.#state === 'failed' && !evenIfFailed) {
      throw this.#refuse(
        'SESSION_FAILED',
        `${operation}: this session has failed before and can only be closed, aborted and ended.`,
        this.#failure,
      );
    }
  }

  /** Runs an operation that must have the session to itself; rejects at once if it may not start. */
  async run<T>(operation: string, body: () => Promise<T>, evenIfFailed = false): Promise<T> {
    this.admit(operation, evenIfFailed);
    return this.#hold(body);
  }

  /** Waits until nothing runs, then runs `body` alone, in any state. */
  async runWhenIdle<T>(body: () => Promise<T>): Promise<T> {
    while (this.#running !== undefined) await this.#running;
    return this.#hold(body);
  }

  /** The error for an operation on a session that is over. */
  #invalid(operation: string): DsBackupError {
    const why = this.#state === 'open' || this.#state === 'failed' ? 'being given up' : this.#state;
    return this.#refuse('INVALID_SESSION', `${operation}: this session is ${why}; open a new one.`);
  }

  /** Says whether there is something to abort; throws where it is too late for that. */
  requireAbortable(): 'yes' | 'already' {
    if (this.#state === 'completed' || this.#state === 'ended') throw this.#invalid('abort');
    return this.#state === 'aborted' ? 'already' : 'yes';
  }

  async #hold<T>(body: () => Promise<T>): Promise<T> {
    let release: () => void = () => {};
    this.#running = new Promise<void>((resolve) => {
      release = resolve;
    });
    try {
      return await body();
    } finally {
      this.#running = undefined;
      release();
    }
  }

  #refuse(
    code: 'INVALID_SESSION' | 'OPERATION_IN_PROGRESS' | 'SESSION_FAILED',
    message: string,
    cause?: unknown,
  ): DsBackupError {
    return new DsBackupError({ code, message, backend: this.#backend, cause });
  }
}
