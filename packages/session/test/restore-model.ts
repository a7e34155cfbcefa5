import type { ErrorScope, RestoreFile } from '@dsbackup/session';
import type { RestoreStepName } from './scripted-restore-driver.js';
import type { Outcome } from './session-model.js';

/** How many bytes the model's caller writes at a time, at most. */
export const modelWriteSize = 40_000;

interface ModelFile {
  readonly file: RestoreFile;
  placed: boolean;
}

/** A restore as its promises describe it, written a second time and without any of the machinery. */
export class RestoreModel {
  readonly pending = new Map<RestoreStepName, ErrorScope>();
  state: 'open' | 'failed' | 'completed' | 'aborted' | 'ended' = 'open';
  readonly #files: readonly ModelFile[];
  readonly #survives: boolean;
  #registered = false;
  #open: { readonly file: ModelFile; written: number; failed: boolean } | undefined;
  #endOutcome: Outcome | undefined;

  constructor(files: readonly RestoreFile[], survives: boolean) {
    this.#files = files.map((file) => ({ file, placed: false }));
    this.#survives = survives;
  }

  locations(): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    if (this.#open !== undefined) return 'FILE_ALREADY_OPEN';
    return this.#call('locations');
  }

  register(): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    if (this.#registered) return 'OUT_OF_ORDER';
    return this.#call('register', () => {
      this.#registered = true;
    });
  }

  create(index: number): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    if (this.#open !== undefined) return 'FILE_ALREADY_OPEN';
    if (!this.#registered) return 'OUT_OF_ORDER';
    const file = this.#file(index);
    const aboutFile = this.pending.get('create');
    const outcome = this.#call('create', () => {
      this.#open = { file, written: 0, failed: false };
      file.placed = false;
    });
    if (outcome !== 'ok' && aboutFile === 'file') file.placed = false;
    return outcome;
  }

  /** A write of what is left, up to the caller's size, or of one byte more than is left. */
  write(tooMuch: boolean): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    const open = this.#open;
    if (open === undefined) return 'NO_FILE_OPEN';
    if (tooMuch) return 'INVALID_ARGUMENT';
    if (open.failed) return 'NATIVE_FAILURE';
    const count = this.nextWrite();
    if (count === 0) return 'ok';
    const scope = this.pending.get('write');
    const outcome = this.#call('write', () => {
      open.written += count;
    });
    if (outcome !== 'ok' && scope !== 'call') open.failed = true;
    return outcome;
  }

  /** Bytes that the caller is to write next. */
  nextWrite(): number {
    if (this.#open === undefined) return 1;
    return Math.min(modelWriteSize, this.#open.file.file.size - this.#open.written);
  }

  close(): Outcome {
    const refused = this.#admit(true);
    if (refused !== undefined) return refused;
    const open = this.#open;
    if (open === undefined) return 'NO_FILE_OPEN';
    this.#open = undefined;
    const whole = open.written === open.file.file.size;
    return this.#call('close', () => {
      open.file.placed = whole;
    });
  }

  complete(): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    if (!this.#registered) return 'OUT_OF_ORDER';
    if (this.#files.some(({ placed }) => !placed)) return 'FILES_UNPLACED';
    const outcome = this.#call('commit', () => {
      this.state = 'completed';
    });
    if (outcome !== 'ok' && this.state === 'open') this.state = 'failed';
    return outcome;
  }

  abort(): Outcome {
    if (this.state === 'completed' || this.state === 'ended') return 'INVALID_SESSION';
    if (this.state === 'aborted') return 'ok';
    return together(this.#giveUp());
  }

  end(): Outcome {
    if (this.#endOutcome !== undefined) return this.#endOutcome;
    const outcomes = this.state === 'open' || this.state === 'failed' ? this.#giveUp() : [];
    outcomes.push(this.#call('release'));
    this.state = 'ended';
    this.#endOutcome = together(outcomes);
    return this.#endOutcome;
  }

  #giveUp(): Outcome[] {
    const outcomes: Outcome[] = [];
    if (this.#open !== undefined) outcomes.push(this.#call('close'));
    this.#open = undefined;
    outcomes.push(this.#call('abort'));
    this.state = 'aborted';
    return outcomes;
  }

  #admit(evenIfFailed = false): Outcome | undefined {
    if (this.state === 'failed') return evenIfFailed ? undefined : 'SESSION_FAILED';
    return this.state === 'open' ? undefined : 'INVALID_SESSION';
  }

  #call(step: RestoreStepName, then: () => void = () => {}): Outcome {
    const scope = this.pending.get(step);
    if (scope === undefined) {
      then();
      return 'ok';
    }
    this.pending.delete(step);
    const ofFile = ['create', 'write', 'close'].includes(step) && this.#survives;
    const fails = scope === 'session' || (scope === 'file' && !ofFile);
    if (fails && this.state === 'open') this.state = 'failed';
    return 'NATIVE_FAILURE';
  }

  #file(index: number): ModelFile {
    const file = this.#files[index];
    if (file === undefined) throw new Error(`The model has no file ${index}.`);
    return file;
  }
}

/** One failure is itself, several are RELEASE_FAILED. */
function together(outcomes: readonly Outcome[]): Outcome {
  const failures = outcomes.filter((outcome) => outcome !== 'ok');
  return failures.length > 1 ? 'RELEASE_FAILED' : (failures[0] ?? 'ok');
}
