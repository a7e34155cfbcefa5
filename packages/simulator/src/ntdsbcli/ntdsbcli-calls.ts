import type { HBC, Status } from '@dsbackup/ntdsbcli/native';
import type { StatusCall } from '../machine/failure-plan.js';
import { hex, type SimulatedMachine } from '../machine/simulated-machine.js';
import { SimulatorError } from '../simulator-error.js';
import type { BackupContext } from './backup-context.js';
import { status, wrapped } from './status.js';
import { statusOfFileError } from './status-of-file-error.js';

/** A call by name, with its arguments as the journal shows them. */
export interface NamedCall {
  readonly call: StatusCall;
  readonly args: string;
}

/** What a call answers, and what the journal adds about it. */
export interface Outcome<Result> {
  readonly result: Result;
  readonly note?: string;
}

interface WithStatus {
  readonly status: Status;
}

/** Runs the calls of a simulated ntdsbcli.dll: planned failures, handles, the errors of files, the journal. */
export class NtdsbcliCalls {
  readonly #machine: SimulatedMachine;
  readonly #wrapsWin32: boolean;
  readonly #contexts = new Map<HBC, BackupContext>();
  readonly #busy = new Set<HBC>();

  constructor(machine: SimulatedMachine, wrapsWin32: boolean) {
    this.#machine = machine;
    this.#wrapsWin32 = wrapsWin32;
  }

  add(backup: BackupContext): void {
    this.#contexts.set(backup.hbc, backup);
  }

  delete(hbc: HBC): void {
    this.#contexts.delete(hbc);
  }

  /** Runs a call that needs no context. */
  async run<Result extends WithStatus>(
    named: NamedCall,
    failed: (code: Status) => Result,
    body: () => Promise<Outcome<Result>>,
  ): Promise<Result> {
    const planned = this.#machine.failures.take(named.call);
    // What ends a context ends it even when it answers a failure: nobody could call it again.
    if (planned !== undefined && named.call === 'DsBackupEnd') await this.#answer(failed, body);
    const { result, note } =
      planned === undefined
        ? await this.#answer(failed, body)
        : { result: failed(Number(planned.status)), note: 'planned' };
    const answer =
      this.#wrapsWin32 && isWin32(result.status) ? { ...result, status: wrapped(result.status) } : result;
    this.#machine.journal.write(
      `${named.call}(${named.args}) = ${hex(answer.status)}${note === undefined ? '' : `, ${note}`}`,
    );
    return answer;
  }

  /** Runs a call on a context: ERROR_INVALID_PARAMETER for one that is none (fact sheet, sections 2.4 to 2.10). */
  async runOn<Result extends WithStatus>(
    hbc: HBC,
    named: NamedCall,
    steps: {
      failed: (code: Status) => Result;
      body: (backup: BackupContext) => Promise<Outcome<Result>>;
    },
  ): Promise<Result> {
    if (this.#busy.has(hbc)) {
      throw new SimulatorError(
        'MISUSE',
        `${named.call} was called while another call on the same HBC was under way.`,
      );
    }
    this.#busy.add(hbc);
    try {
      const shown = { ...named, args: `0x${hbc.toString(16)}${named.args === '' ? '' : `, ${named.args}`}` };
      return await this.run(shown, steps.failed, async () => {
        const backup = this.#contexts.get(hbc);
        return backup === undefined
          ? { result: steps.failed(status.ERROR_INVALID_PARAMETER) }
          : steps.body(backup);
      });
    } finally {
      this.#busy.delete(hbc);
    }
  }

  async #answer<Result>(
    failed: (code: Status) => Result,
    body: () => Promise<Outcome<Result>>,
  ): Promise<Outcome<Result>> {
    try {
      return await body();
    } catch (error) {
      const code = statusOfFileError(error);
      if (code === undefined) throw error;
      return { result: failed(code), note: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** The end of a file has its own variant, so it is left alone here. */
function isWin32(code: Status): boolean {
  return code > 0 && code <= 0xffff && code !== status.ERROR_HANDLE_EOF;
}
