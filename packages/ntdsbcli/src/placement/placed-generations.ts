import { DsBackupError, type LogReplay } from '@dsbackup/session';
import { GENERATION_END, logGeneration } from '../log-generation.js';

/**
 * The generations of the logs that were placed, read from the very bytes that were written: the plan's numbers came from the
 * caller, and a replay that misses a generation fails when the directory starts, which is too late. The one field is read here,
 * since this package knows nothing else of the database's formats.
 */
export class PlacedGenerations {
  readonly #replay: LogReplay;
  readonly #byPath = new Map<string, number>();

  constructor(replay: LogReplay) {
    this.#replay = replay;
  }

  /** Watches a log being written. */
  watch(path: string): LogWatch {
    this.#byPath.delete(path);
    const head = Buffer.alloc(GENERATION_END);
    let known = 0;
    return {
      add: (bytes) => {
        known += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).copy(head, known);
      },
      close: () => {
        const generation = logGeneration(head.subarray(0, known));
        this.#requirePlanned(path, generation);
        if (generation !== undefined) this.#byPath.set(path, generation);
      },
    };
  }

  /**
   * @throws {DsBackupError} `SOURCE_MISSING` when a generation that Windows is to replay is in no log that was placed.
   */
  requireAll(): void {
    const placed = new Set(this.#byPath.values());
    const { lowestGeneration, highestGeneration, backedUpLogDirectory } = this.#replay;
    for (let generation = lowestGeneration; generation <= highestGeneration; generation++) {
      if (placed.has(generation)) continue;
      throw new DsBackupError({
        code: 'SOURCE_MISSING',
        message: `No log of generation ${hex(generation)} was placed in "${backedUpLogDirectory}", and generations ${this.#range()} are to be replayed.`,
        backend: 'ntdsbcli',
        scope: 'session',
      });
    }
  }

  #requirePlanned(path: string, generation: number | undefined): void {
    const { lowestGeneration, highestGeneration } = this.#replay;
    if (generation !== undefined && generation >= lowestGeneration && generation <= highestGeneration) return;
    const what =
      generation === undefined ? 'has no header' : `is of generation ${hex(generation)} by its header`;
    throw new DsBackupError({
      code: 'SOURCE_DAMAGED',
      message: `The log "${path}" ${what}, and generations ${this.#range()} are to be replayed.`,
      backend: 'ntdsbcli',
      hint: 'Read the generations of the plan from the headers of the logs, not from their names.',
      scope: 'file',
    });
  }

  #range(): string {
    const { lowestGeneration, highestGeneration } = this.#replay;
    return `${hex(lowestGeneration)} to ${hex(highestGeneration)}`;
  }
}

/** A log being written. */
export interface LogWatch {
  add(bytes: Uint8Array): void;
  /** @throws {DsBackupError} `SOURCE_DAMAGED` when its header has a generation that is not to be replayed. */
  close(): void;
}

function hex(generation: number): string {
  return `0x${(generation >>> 0).toString(16)}`;
}
