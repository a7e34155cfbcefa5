import type { HBC, Status } from '@dsbackup/ntdsbcli/native';
import { hex, type SimulatedMachine } from '../machine/simulated-machine.js';
import { SimulatorError } from '../simulator-error.js';
import type { BackupContext } from './backup-context.js';
import { type Answer, type AnsweringCall, failedAnswers } from './failed-answers.js';
import type { RestoreContext } from './restore-context.js';
import { status, wrapped } from './status.js';
import { statusOfFileError } from './status-of-file-error.js';

/** Makes the answer of a call that fails. */
export type Fail<Call extends AnsweringCall> = (status: Status) => Answer<Call>;

/** What is behind an HBC. */
type Context = BackupContext | RestoreContext;

/** A call on a context, and its other arguments as the journal shows them. */
interface CallOn {
  readonly hbc: HBC;
  readonly args?: string;
}

/** Runs the calls of a simulated ntdsbcli.dll: planned failures, handles, the errors of files, the journal. */
export class NtdsbcliCalls {
  readonly #machine: SimulatedMachine;
  readonly #wrapsWin32: boolean;
  readonly #contexts = new Map<HBC, Context>();
  readonly #busy = new Set<HBC>();

  constructor(machine: SimulatedMachine, wrapsWin32: boolean) {
    this.#machine = machine;
    this.#wrapsWin32 = wrapsWin32;
  }

  add(context: Context): void {
    this.#contexts.set(context.hbc, context);
  }

  delete(hbc: HBC): void {
    this.#contexts.delete(hbc);
  }

  /** Runs a call. `args` are its arguments as the journal shows them. */
  async run<Call extends AnsweringCall>(
    call: Call,
    args: string,
    body: (fail: Fail<Call>) => Promise<Answer<Call>>,
  ): Promise<Answer<Call>> {
    const answerOf = failedAnswers[call] as Fail<Call>;
    const fail: Fail<Call> = (code) => answerOf(this.#wrapsWin32 && isWin32(code) ? wrapped(code) : code);
    const planned = this.#machine.failures.take(call);
    // What ends a context ends it even when it answers a failure: nobody could call it again.
    if (planned !== undefined && (call === 'DsBackupEnd' || call === 'DsRestoreEnd'))
      await this.#carryOut(fail, body);
    const answer = planned === undefined ? await this.#carryOut(fail, body) : fail(Number(planned.status));
    this.#machine.journal.write(`${call}(${args}) = ${describe(answer)}`);
    return answer;
  }

  /** Runs a call on the context of a backup. */
  runOnBackup<Call extends AnsweringCall>(
    call: Call,
    on: CallOn,
    body: (backup: BackupContext, fail: Fail<Call>) => Promise<Answer<Call>>,
  ): Promise<Answer<Call>> {
    return this.runOn(call, on, async (context, fail) =>
      context.kind === 'backup' ? body(context, fail) : fail(status.ERROR_INVALID_PARAMETER),
    );
  }

  /** Runs a call on the context of a restore. */
  runOnRestore<Call extends AnsweringCall>(
    call: Call,
    on: CallOn,
    body: (restore: RestoreContext, fail: Fail<Call>) => Promise<Answer<Call>>,
  ): Promise<Answer<Call>> {
    return this.runOn(call, on, async (context, fail) =>
      context.kind === 'restore' ? body(context, fail) : fail(status.ERROR_INVALID_PARAMETER),
    );
  }

  /** Runs a call on either: ERROR_INVALID_PARAMETER for what is no context (fact sheet, sections 2.4 to 2.10 and 3). */
  async runOn<Call extends AnsweringCall>(
    call: Call,
    { hbc, args }: CallOn,
    body: (context: Context, fail: Fail<Call>) => Promise<Answer<Call>>,
  ): Promise<Answer<Call>> {
    if (this.#busy.has(hbc)) {
      throw new SimulatorError(
        'MISUSE',
        `${call} was called while another call on the same HBC was under way.`,
      );
    }
    this.#busy.add(hbc);
    try {
      const shown = `0x${hbc.toString(16)}${args === undefined ? '' : `, ${args}`}`;
      return await this.run(call, shown, async (fail) => {
        const context = this.#contexts.get(hbc);
        return context === undefined ? fail(status.ERROR_INVALID_PARAMETER) : body(context, fail);
      });
    } finally {
      this.#busy.delete(hbc);
    }
  }

  async #carryOut<Call extends AnsweringCall>(
    fail: Fail<Call>,
    body: (fail: Fail<Call>) => Promise<Answer<Call>>,
  ): Promise<Answer<Call>> {
    try {
      return await body(fail);
    } catch (error) {
      const code = statusOfFileError(error);
      if (code === undefined) throw error;
      this.#machine.journal.write(`the next call fails by ${String(error)}`);
      return fail(code);
    }
  }
}

/** The end of a file has its own variant, so it is left alone here. */
function isWin32(code: Status): boolean {
  return code > 0 && code <= 0xffff && code !== status.ERROR_HANDLE_EOF;
}

/** The status and what else can be said in a word. */
function describe(answer: object & { readonly status: Status }): string {
  const words = [hex(answer.status)];
  for (const [name, value] of Object.entries(answer)) {
    if (name === 'status' || value === undefined || typeof value === 'object') continue;
    words.push(`${name} ${name === 'hbc' ? `0x${value.toString(16)}` : value}`);
  }
  return words.join(', ');
}
