import { DsBackupError, type ErrorCode } from '@dsbackup/session';

/** Something that is wrong with a set. */
export interface SetProblem {
  /** `SOURCE_DAMAGED` if the set holds what was there and that would not restore; any other word is about the set. */
  readonly code: ErrorCode;
  /** The original path of a file, or a place in the set. */
  readonly path: string;
  readonly message: string;
  /** The JET error number that Windows gives for it, when there is one. */
  readonly jet?: number;
}

/** Something worth knowing that is no problem: a warning, which the operator should look into, or a mere note. */
export interface SetNote {
  readonly path: string;
  readonly message: string;
  readonly jet?: number;
}

/** What is said of a place: a sentence, or one with a JET error number. */
type Statement = string | { readonly message: string; readonly jet?: number };

/** How many of each kind are kept; all are counted. */
const kept = 1000;

/** What a check has found, bounded, so that a set of which everything is wrong doesn't fill the memory. */
export class SetFindings {
  readonly #signal: AbortSignal | undefined;
  readonly problems: SetProblem[] = [];
  readonly warnings: SetNote[] = [];
  readonly notes: SetNote[] = [];
  #problemCount = 0;
  #unreadable = 0;
  #warningCount = 0;
  #noteCount = 0;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  get problemCount(): number {
    return this.#problemCount;
  }

  get verdict(): 'whole' | 'damaged' | 'unreadable' {
    if (this.#problemCount === 0) return 'whole';
    return this.#problemCount === this.#unreadable ? 'unreadable' : 'damaged';
  }

  get omitted(): number {
    const counted = this.#problemCount + this.#warningCount + this.#noteCount;
    return counted - this.problems.length - this.warnings.length - this.notes.length;
  }

  problem(code: ErrorCode, path: string, statement: Statement): void {
    this.#problemCount++;
    if (code === 'SET_UNREADABLE') this.#unreadable++;
    if (this.problems.length < kept) this.problems.push({ code, path, ...partsOf(statement) });
  }

  warning(path: string, statement: Statement): void {
    this.#warningCount++;
    if (this.warnings.length < kept) this.warnings.push({ path, ...partsOf(statement) });
  }

  note(path: string, statement: Statement): void {
    this.#noteCount++;
    if (this.notes.length < kept) this.notes.push({ path, ...partsOf(statement) });
  }

  /** Runs a step whose own failure is a problem of the set at `path`; answers undefined then. */
  async attempt<T>(path: string, step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      const isGivenUp = this.#signal?.aborted === true && error === this.#signal.reason;
      if (isGivenUp || !DsBackupError.is(error)) throw error;
      this.problem(error.code, path, error.message);
      return undefined;
    }
  }
}

function partsOf(statement: Statement): Exclude<Statement, string> {
  if (typeof statement === 'string') return { message: statement };
  const { message, jet } = statement;
  return jet === undefined ? { message } : { message, jet };
}
