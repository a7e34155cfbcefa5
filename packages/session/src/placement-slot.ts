import { isUint8Array } from 'node:util/types';
import type { DriverLink, DriverStep } from './driver-link.js';
import type { PlacementEntry } from './placement-ledger.js';
import type { RestoreDriver } from './restore-driver.js';

/** The one file that is being placed, from the driver's `create` to its `close`. */
export interface Placement {
  readonly entry: PlacementEntry;
  written: number;
  /** Why nothing more can be written, in a box since anything can be thrown. */
  failed: { readonly failure: unknown } | undefined;
}

/** The place for the one file that can be open. It makes sure that each `create` of the driver meets one `close`. */
export class PlacementSlot {
  readonly #link: DriverLink<RestoreDriver>;
  #current: Placement | undefined;

  constructor(link: DriverLink<RestoreDriver>) {
    this.#link = link;
  }

  /** The file that is open, if one is. */
  get current(): Placement | undefined {
    return this.#current;
  }

  /** Throws `FILE_ALREADY_OPEN` if a file is open. */
  requireEmpty(operation: string): void {
    if (this.#current === undefined) return;
    const message = `${operation}: "${this.#current.entry.file.path}" is open; close it first.`;
    throw this.#link.refusal({ code: 'FILE_ALREADY_OPEN', message });
  }

  /** Throws `NO_FILE_OPEN` if none is. */
  requireOpen(operation: string): Placement {
    if (this.#current !== undefined) return this.#current;
    throw this.#link.refusal({ code: 'NO_FILE_OPEN', message: `${operation}: no file is open.` });
  }

  async create(entry: PlacementEntry, signal: AbortSignal | undefined): Promise<Placement> {
    const placement: Placement = { entry, written: 0, failed: undefined };
    await this.#link.call(
      async (driver, control) => {
        await driver.create(entry.file, control);
        this.#current = placement;
        // Its last placing counts, and that has only begun.
        entry.placed = false;
      },
      {
        signal,
        aboutFile: true,
        onFailure: (_failure, scope) => {
          if (scope === 'file') entry.placed = false;
        },
      },
    );
    this.#link.report({ kind: 'file-start', path: entry.file.path, size: entry.size });
    return placement;
  }

  async write(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    const placement = this.requireOpen('write');
    this.#requireFitting(bytes, placement);
    // What the driver holds after a failed write, nobody knows: never give it more.
    if (placement.failed !== undefined) throw placement.failed.failure;
    signal?.throwIfAborted();
    if (bytes.length === 0) return;
    await this.#callAbout(placement, signal, (driver, control) => driver.write(bytes, control));
    placement.written += bytes.length;
  }

  /** Closes what is open, for good: placed if it is whole, else thrown away. Even if the driver's `close` fails, none is open. */
  async close(): Promise<void> {
    const placement = this.requireOpen('close');
    // A write that failed is not counted, and none follows it: a file that failed is short.
    await this.#settle(placement, placement.written === placement.entry.size);
  }

  /** Throws away what is open, however much of it was written. */
  async discard(): Promise<void> {
    await this.#settle(this.requireOpen('close'), false);
  }

  async #settle(placement: Placement, whole: boolean): Promise<void> {
    const { entry, written } = placement;
    this.#current = undefined;
    await this.#callAbout(placement, undefined, (driver, control) => driver.close(whole, control));
    entry.placed = whole;
    this.#link.report({ kind: 'file-end', path: entry.file.path, bytes: written });
  }

  #requireFitting(bytes: Uint8Array, { entry, written }: Placement): void {
    const { path } = entry.file;
    const fault = !isUint8Array(bytes)
      ? 'takes bytes as a Uint8Array'
      : !entry.hasBytes && bytes.length > 0
        ? `"${path}" is a ${entry.file.kind} and has no bytes`
        : written + bytes.length > entry.size
          ? `${bytes.length} bytes after ${written} are more than the ${entry.size} that "${path}" was planned with`
          : undefined;
    if (fault !== undefined)
      throw this.#link.refusal({ code: 'INVALID_ARGUMENT', message: `write: ${fault}.` });
  }

  #callAbout<T>(
    placement: Placement,
    signal: AbortSignal | undefined,
    step: DriverStep<T, RestoreDriver>,
  ): Promise<T> {
    return this.#link.call(step, {
      signal,
      aboutFile: true,
      onFailure: (failure, scope) => {
        if (scope !== 'call') placement.failed = { failure };
      },
    });
  }
}
