import type { BackupFile, ErrorScope } from '@dsbackup/session';
import type { DriverStepName, ScriptedFile } from './scripted-driver.js';

/** What an operation comes to: `'ok'`, or the code that it rejects with. */
export type Outcome = string;

interface ModelFile {
  readonly file: BackupFile;
  readonly reads: number;
  status: 'unlisted' | 'unread' | 'read' | 'skipped' | 'failed' | 'no-bytes';
}

/** How many bytes the model's caller reads at a time. */
export const modelReadSize = 24_576;

/** A session as the promises describe it, written a second time and without any of the machinery. */
export class SessionModel {
  readonly files: readonly ModelFile[];
  readonly pending = new Map<DriverStepName, ErrorScope>();
  state: 'open' | 'failed' | 'completed' | 'aborted' | 'ended' = 'open';
  readonly #survives: boolean;
  #databasesListed = false;
  #logsAsked = false;
  #logsListed = false;
  #walk: 'idle' | 'live' | 'over' = 'idle';
  #walked = 0;
  #othersExhausted = false;
  #open: { readonly file: ModelFile; left: number; atEnd: boolean } | undefined;
  #endOutcome: Outcome | undefined;

  constructor(files: readonly ScriptedFile[], survives: boolean) {
    this.#survives = survives;
    this.files = files.map(({ file, bytes }) => ({
      file,
      reads: Math.ceil(bytes.length / modelReadSize),
      status: 'unlisted',
    }));
  }

  databases(): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    if (this.#databasesListed) return 'ok';
    if (this.#logsAsked) return 'OUT_OF_ORDER';
    return this.#call('databases', () => {
      this.#databasesListed = true;
      this.#listAll('databases');
    });
  }

  logs(): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    if (this.#open !== undefined) return 'FILE_ALREADY_OPEN';
    if (this.#logsListed) return 'ok';
    this.#logsAsked = true;
    return this.#call('logs', () => {
      this.#logsListed = true;
      this.#listAll('logs');
    });
  }

  /** A step of the one walk that the test makes. */
  others(): Outcome {
    if (this.#walk === 'over') return 'ok';
    const refused = this.#admit();
    if (refused !== undefined) return this.#leaveWalk(refused);
    const outcome = this.#call('others', () => {
      this.#walk = 'live';
      const next = this.#of('others')[this.#walked++];
      if (next === undefined) this.#othersExhausted = true;
      else this.#list(next);
    });
    if (outcome !== 'ok' || this.#othersExhausted) this.#walk = 'over';
    return outcome;
  }

  open(index: number): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    if (this.#open !== undefined) return 'FILE_ALREADY_OPEN';
    const file = this.#file(index);
    const unusable = unusableFor(file);
    if (unusable !== undefined) return unusable;
    if (file.file.list === 'databases' && this.#logsAsked) return 'OUT_OF_ORDER';
    if (file.status === 'failed') return 'FILE_UNREADABLE';
    return this.#callAbout(file, 'open', () => {
      file.status = 'unread';
      this.#open = { file, left: file.reads, atEnd: false };
    });
  }

  read(): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    const open = this.#open;
    if (open === undefined) return 'NO_FILE_OPEN';
    if (open.file.status === 'failed') return 'NATIVE_FAILURE';
    if (open.atEnd) return 'ok';
    return this.#callAbout(open.file, 'read', () => {
      if (open.left === 0) open.atEnd = true;
      else open.left--;
    });
  }

  close(): Outcome {
    const refused = this.#admit(true);
    if (refused !== undefined) return refused;
    const open = this.#open;
    if (open === undefined) return 'NO_FILE_OPEN';
    this.#open = undefined;
    const outcome = this.#callAbout(open.file, 'close', () => {
      if (open.atEnd && open.file.status === 'unread') open.file.status = 'read';
    });
    if (outcome !== 'ok') open.file.status = 'failed';
    return outcome;
  }

  skip(index: number): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    const file = this.#file(index);
    const unusable = unusableFor(file);
    if (unusable !== undefined) return unusable;
    if (this.#open?.file === file) return 'FILE_ALREADY_OPEN';
    file.status = 'skipped';
    return 'ok';
  }

  complete(truncateLogs: boolean, flushFails: boolean): Outcome {
    const refused = this.#admit();
    if (refused !== undefined) return refused;
    const statuses = this.files.map(({ status }) => status);
    if (truncateLogs && statuses.some((status) => status === 'skipped' || status === 'failed'))
      return 'TRUNCATE_REFUSED';
    const asked = this.#databasesListed && this.#logsListed && this.#othersExhausted;
    if (!asked || statuses.some((status) => status === 'unread' || status === 'failed'))
      return 'FILES_UNREAD';
    const documents = this.#call('documents', () => {});
    if (documents !== 'ok') return this.#fail(documents);
    if (flushFails) return 'flush';
    const commit = this.#call('commit', () => {
      this.state = 'completed';
    });
    return commit === 'ok' ? commit : this.#fail(commit);
  }

  abort(): Outcome {
    if (this.state === 'completed' || this.state === 'ended') return 'INVALID_SESSION';
    if (this.state === 'aborted') return 'ok';
    return together(this.#giveUp());
  }

  end(): Outcome {
    if (this.#endOutcome !== undefined) return this.#endOutcome;
    const outcomes = this.state === 'open' || this.state === 'failed' ? this.#giveUp() : [];
    outcomes.push(this.#call('release', () => {}));
    this.state = 'ended';
    this.#endOutcome = together(outcomes);
    return this.#endOutcome;
  }

  #giveUp(): Outcome[] {
    const outcomes: Outcome[] = [];
    if (this.#walk === 'live') outcomes.push(this.#call('stop', () => {}));
    if (this.#walk === 'live') this.#walk = 'idle';
    if (this.#open !== undefined) outcomes.push(this.#callAbout(this.#open.file, 'close', () => {}));
    this.#open = undefined;
    outcomes.push(this.#call('abort', () => {}));
    this.state = 'aborted';
    return outcomes;
  }

  /** A walk that is refused a step is over, and the driver lets go of it. */
  #leaveWalk(refused: Outcome): Outcome {
    const outcomes = [refused];
    if (this.#walk === 'live') outcomes.push(this.#call('stop', () => {}));
    this.#walk = 'over';
    return together(outcomes);
  }

  #admit(evenIfFailed = false): Outcome | undefined {
    if (this.state === 'failed') return evenIfFailed ? undefined : 'SESSION_FAILED';
    return this.state === 'open' ? undefined : 'INVALID_SESSION';
  }

  #call(step: DriverStepName, then: () => void): Outcome {
    const scope = this.pending.get(step);
    this.pending.delete(step);
    if (scope === undefined) {
      then();
      return 'ok';
    }
    if (scope !== 'call') this.#fail('');
    return 'NATIVE_FAILURE';
  }

  #callAbout(file: ModelFile, step: DriverStepName, then: () => void): Outcome {
    if (this.pending.get(step) !== 'file' || !this.#survives) return this.#call(step, then);
    this.pending.delete(step);
    file.status = 'failed';
    return 'NATIVE_FAILURE';
  }

  #fail(outcome: Outcome): Outcome {
    if (this.state === 'open') this.state = 'failed';
    return outcome;
  }

  #listAll(list: BackupFile['list']): void {
    for (const file of this.#of(list)) this.#list(file);
  }

  #list(file: ModelFile): void {
    file.status = file.file.kind === 'directory' ? 'no-bytes' : 'unread';
  }

  #of(list: BackupFile['list']): ModelFile[] {
    return this.files.filter(({ file }) => file.list === list);
  }

  #file(index: number): ModelFile {
    const file = this.files[index];
    if (file === undefined) throw new Error(`The model has no file ${index}.`);
    return file;
  }
}

function unusableFor({ status }: ModelFile): Outcome | undefined {
  if (status === 'unlisted') return 'FILE_NOT_LISTED';
  if (status === 'no-bytes') return 'INVALID_ARGUMENT';
  return status === 'skipped' ? 'OUT_OF_ORDER' : undefined;
}

/** One failure is itself, several are RELEASE_FAILED. */
function together(outcomes: readonly Outcome[]): Outcome {
  const failures = outcomes.filter((outcome) => outcome !== 'ok');
  return failures.length > 1 ? 'RELEASE_FAILED' : (failures[0] ?? 'ok');
}
