import type { DriverLink } from './driver-link.js';
import { FailureCollector } from './failure-collector.js';
import type { CallOptions, SessionState } from './ibackup-session.js';
import type { IRestoreSession } from './irestore-session.js';
import type { OperationGate } from './operation-gate.js';
import { type PlacementEntry, PlacementLedger } from './placement-ledger.js';
import { type Placement, PlacementSlot } from './placement-slot.js';
import { planFault } from './plan-fault.js';
import type { RestoreCapabilities } from './restore-capabilities.js';
import type { RestoreDriver } from './restore-driver.js';
import type { RestoreLocations } from './restore-locations.js';
import type { RestoreFile, RestorePlan } from './restore-plan.js';
import type { RestoreReceipt } from './restore-receipt.js';

/** `IRestoreSession` over a prepared driver: what is refused, and in which order. */
export class RestoreSession implements IRestoreSession {
  readonly #link: DriverLink<RestoreDriver>;
  readonly #gate: OperationGate;
  readonly #slot: PlacementSlot;
  #ledger: PlacementLedger | undefined;
  #ending: Promise<void> | undefined;

  constructor(link: DriverLink<RestoreDriver>) {
    this.#link = link;
    this.#gate = link.gate;
    this.#slot = new PlacementSlot(link);
  }

  get backend(): string {
    return this.#link.driver.backend;
  }

  get capabilities(): RestoreCapabilities {
    return this.#link.driver.capabilities;
  }

  get state(): SessionState {
    return this.#gate.state;
  }

  locations({ signal }: CallOptions = {}): Promise<RestoreLocations> {
    return this.#gate.run('locations', async () => {
      this.#slot.requireEmpty('locations');
      return this.#link.call((driver, control) => driver.locations(control), { signal });
    });
  }

  register(plan: RestorePlan, { signal }: CallOptions = {}): Promise<void> {
    return this.#gate.run('register', async () => {
      this.#requireRegistrable(plan);
      const ledger = new PlacementLedger(plan);
      await this.#link.call((driver, control) => driver.register(plan, control), { signal });
      this.#ledger = ledger;
    });
  }

  async createFile(file: RestoreFile, options: CallOptions = {}): Promise<void> {
    await this.#create(file, options);
  }

  write(bytes: Uint8Array, { signal }: CallOptions = {}): Promise<void> {
    return this.#gate.run('write', () => this.#slot.write(bytes, signal));
  }

  close(): Promise<void> {
    return this.#gate.run('close', () => this.#slot.close(), true);
  }

  async writeFile(
    file: RestoreFile,
    chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    options: CallOptions = {},
  ): Promise<void> {
    const placement = await this.#create(file, options);
    const failures = new FailureCollector();
    await failures.attempt(async () => {
      for await (const chunk of chunks) {
        this.#requireStillOpen(placement);
        await this.write(chunk, options);
      }
      this.#requireStillOpen(placement);
      this.#requireWhole(placement);
      await this.close();
    });
    await failures.attempt(() =>
      this.#gate.runWhenIdle(async () => {
        if (this.#slot.current === placement) await this.#slot.discard();
      }),
    );
    failures.throwIfAny(`Placing "${file.path}"`, this.backend);
  }

  complete({ signal }: CallOptions = {}): Promise<RestoreReceipt> {
    return this.#gate.run('complete', async () => {
      const ledger = this.#requireCompletable();
      signal?.throwIfAborted();
      // No signal reaches in here: once this has started, Windows' answer wins. Whatever fails, fails the session.
      const answer = await this.#link.call((driver, control) => driver.commit(control), {
        onFailure: (failure) => this.#gate.fail(failure),
      });
      this.#gate.settle('completed');
      const { backend } = this;
      const { coverage } = this.capabilities;
      return { ...answer, backend, coverage, ...ledger.totals(), placedByCaller: ledger.placedByCaller };
    });
  }

  async abort(reason?: unknown): Promise<void> {
    if (this.#gate.requireAbortable() === 'already') return;
    this.#gate.leave();
    await this.#gate.runWhenIdle(async () => {
      if (this.#gate.requireAbortable() === 'already') return;
      const failures = new FailureCollector();
      await this.#giveUp(failures, reason ?? this.#gate.failure);
      failures.throwIfAny('Aborting the restore', this.backend);
    });
  }

  end(): Promise<void> {
    this.#gate.leave();
    this.#ending ??= this.#gate.runWhenIdle(async () => {
      const failures = new FailureCollector();
      if (this.state === 'open' || this.state === 'failed') await this.#giveUp(failures, this.#gate.failure);
      await failures.attempt(() => this.#link.call((driver, control) => driver.release(control)));
      this.#gate.settle('ended');
      failures.throwIfAny('Ending the restore', this.backend);
    });
    return this.#ending;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  /** Throws away what is being placed, then tells the driver that the restore is given up, and why. */
  async #giveUp(failures: FailureCollector, reason: unknown): Promise<void> {
    if (this.#slot.current !== undefined) await failures.attempt(() => this.#slot.discard());
    await failures.attempt(() => this.#link.call((driver, control) => driver.abort(reason, control)));
    this.#gate.settle('aborted');
  }

  #create(file: RestoreFile, { signal }: CallOptions): Promise<Placement> {
    return this.#gate.run('createFile', async () => {
      this.#slot.requireEmpty('createFile');
      return this.#slot.create(this.#requirePlanned(file), signal);
    });
  }

  #requireRegistrable(plan: RestorePlan): void {
    if (this.capabilities.locationsOnly) {
      throw this.#link.refusal({
        code: 'UNSUPPORTED',
        message:
          'register: this restore can only ask for locations, since it was opened without what a restore needs.',
        hint: "Open the restore with the backup's own expiry token.",
      });
    }
    if (this.#ledger !== undefined) {
      const message = 'register: a plan is registered already, and a restore has one.';
      throw this.#link.refusal({ code: 'OUT_OF_ORDER', message });
    }
    const fault = planFault(plan, this.capabilities);
    if (fault === undefined) return;
    const message = `register: the plan is not well-formed: ${fault}.`;
    throw this.#link.refusal({ code: 'INVALID_ARGUMENT', message });
  }

  #requireRegistered(operation: string): PlacementLedger {
    if (this.#ledger !== undefined) return this.#ledger;
    const message = `${operation}: no plan is registered; before that nothing may be changed.`;
    throw this.#link.refusal({ code: 'OUT_OF_ORDER', message });
  }

  #requirePlanned(file: RestoreFile): PlacementEntry {
    const entry = this.#requireRegistered('createFile').find(file);
    if (entry !== undefined) return entry;
    // Callers without TypeScript may hand over anything.
    const path = String((file as Partial<RestoreFile> | null | undefined)?.path);
    const message = `createFile: "${path}" is not an object of the registered plan.`;
    throw this.#link.refusal({ code: 'FILE_NOT_LISTED', message });
  }

  #requireCompletable(): PlacementLedger {
    const ledger = this.#requireRegistered('complete');
    const [first, ...rest] = ledger.unplaced();
    if (first === undefined) return ledger;
    const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
    const message = `complete: "${first.path}"${more} was not placed whole and closed.`;
    throw this.#link.refusal({ code: 'FILES_UNPLACED', message });
  }

  /** Someone may have closed the file between two chunks, and even begun another. */
  #requireStillOpen(placement: Placement): void {
    this.#gate.admit('writeFile');
    if (this.#slot.current === placement) return;
    const message = `writeFile: "${placement.entry.file.path}" was closed between two chunks.`;
    throw this.#link.refusal({ code: 'NO_FILE_OPEN', message });
  }

  #requireWhole({ entry, written }: Placement): void {
    if (written === entry.size) return;
    const message = `writeFile: the source of "${entry.file.path}" ended after ${written} of ${entry.size} bytes.`;
    throw this.#link.refusal({ code: 'FILES_UNPLACED', message });
  }
}
