import {
  type BackupCapabilities,
  type BackupDriver,
  type BackupFile,
  type ComponentOutcome,
  type DriverCommit,
  type DriverControl,
  type DriverDocuments,
  type DriverReceipt,
  DsBackupError,
  type ErrorScope,
} from '@dsbackup/session';

/** Every call that a session can make to a driver; `stop` is the `return()` of what `others` answered. */
export const driverSteps = [
  'prepare',
  'databases',
  'logs',
  'others',
  'stop',
  'open',
  'read',
  'close',
  'documents',
  'commit',
  'abort',
  'release',
] as const;
export type DriverStepName = (typeof driverSteps)[number];

/** A file and its bytes, to be served by a `ScriptedDriver`. */
export interface ScriptedFile {
  readonly file: BackupFile;
  readonly bytes: Uint8Array;
}

/** What Windows might say, with the reach that a test wants. */
export function nativeFailure(call: string, scope: ErrorScope = 'session'): DsBackupError {
  return new DsBackupError({
    code: 'NATIVE_FAILURE',
    message: `${call} failed`,
    scope,
    native: { call, domain: 'win32', status: 31 },
  });
}

/**
 * A driver in memory that journals each call, fails and waits on demand, and writes down every breach of what
 * `BackupDriver` says a session guarantees. A test ends with `violations` empty.
 */
export class ScriptedDriver implements BackupDriver {
  readonly backend = 'scripted';
  readonly capabilities: BackupCapabilities;
  readonly calls: string[] = [];
  readonly violations: string[] = [];
  readonly readSizes: number[] = [];
  /** The next call of a step rejects with this, once. */
  readonly failNext = new Map<DriverStepName, unknown>();
  /** A call of a step waits for this before it answers. */
  readonly hold = new Map<DriverStepName, Promise<unknown>>();
  /** The most bytes that one read answers: Windows may always answer fewer than were asked for. */
  mostPerRead = Number.POSITIVE_INFINITY;
  committed: DriverCommit | undefined;

  readonly #files: readonly ScriptedFile[];
  #running: string | undefined;
  #prepared = false;
  #open: { readonly bytes: Uint8Array; position: number; ended: boolean } | undefined;
  #walking = false;
  #over: 'committed' | 'aborted' | undefined;
  #released = false;

  constructor(files: readonly ScriptedFile[], capabilities: Partial<BackupCapabilities> = {}) {
    this.#files = files;
    this.capabilities = {
      coverage: 'system-state',
      others: true,
      truncatesLogs: true,
      survivesFileErrors: true,
      documents: true,
      expiryToken: true,
      ...capabilities,
    };
  }

  /** How often a step was called. */
  count(step: DriverStepName): number {
    return this.calls.filter((call) => call === step).length;
  }

  prepare(control: DriverControl): Promise<void> {
    return this.#step('prepare', async () => {
      this.#require(!this.#prepared, 'prepare twice');
      this.#prepared = true;
      control.signal.throwIfAborted();
    });
  }

  databases(): Promise<readonly BackupFile[]> {
    return this.#step('databases', async () => this.#list('databases'));
  }

  logs(): Promise<readonly BackupFile[]> {
    return this.#step('logs', async () => {
      this.#require(this.#open === undefined, 'logs with a file open');
      return this.#list('logs');
    });
  }

  others(): AsyncIterable<BackupFile> {
    this.#require(this.capabilities.others, 'others without the capability');
    return { [Symbol.asyncIterator]: () => this.#walk(this.#list('others')) };
  }

  open(file: BackupFile): Promise<number> {
    return this.#step('open', async () => {
      const found = this.#files.find((candidate) => candidate.file === file);
      this.#require(found !== undefined, 'open of a file that was not listed');
      this.#require(this.#open === undefined, 'open with a file open');
      this.#require(this.#over === undefined, 'open after the end');
      this.#open = { bytes: found?.bytes ?? new Uint8Array(0), position: 0, ended: false };
      return this.#open.bytes.length;
    });
  }

  read(buffer: Uint8Array): Promise<number> {
    return this.#step('read', async () => {
      const open = this.#open;
      if (open === undefined) return this.#violate('read with no file open', 0);
      this.#require(!open.ended, 'read after the end');
      this.#require(
        buffer.length >= 24_576 && buffer.length % 8_192 === 0,
        `read into ${buffer.length} bytes`,
      );
      this.readSizes.push(buffer.length);
      const chunk = open.bytes.subarray(
        open.position,
        open.position + Math.min(buffer.length, this.mostPerRead),
      );
      buffer.set(chunk);
      open.position += chunk.length;
      open.ended = chunk.length === 0;
      return chunk.length;
    });
  }

  close(): Promise<void> {
    this.#require(this.#open !== undefined, 'close with no file open');
    this.#open = undefined;
    return this.#step('close', async () => {});
  }

  documents(components: readonly ComponentOutcome[]): Promise<DriverDocuments> {
    return this.#step('documents', async () => {
      this.#requireAtRest('documents');
      return {
        documents: [{ name: 'components.xml', bytes: new TextEncoder().encode(JSON.stringify(components)) }],
        expiryToken: Uint8Array.of(1, 2, 3),
      };
    });
  }

  commit(commit: DriverCommit): Promise<DriverReceipt> {
    return this.#step('commit', async () => {
      this.#requireAtRest('commit');
      this.#over = 'committed';
      this.committed = commit;
      return { logsTruncated: commit.truncateLogs, documents: [], warnings: [] };
    });
  }

  abort(): Promise<void> {
    this.#requireAtRest('abort');
    this.#over = 'aborted';
    return this.#step('abort', async () => {});
  }

  release(): Promise<void> {
    this.#requireAtRest('release', true);
    this.#require(this.#over !== undefined || !this.#prepared, 'release before commit or abort');
    return this.#step('release', async () => {
      this.#released = true;
    });
  }

  async #step<T>(step: DriverStepName, answer: () => Promise<T>): Promise<T> {
    this.#require(this.#running === undefined, `${step} during ${this.#running}`);
    this.#require(!this.#released, `${step} after release`);
    this.#running = step;
    this.calls.push(step);
    try {
      await this.hold.get(step);
      if (this.failNext.has(step)) {
        const failure = this.failNext.get(step);
        this.failNext.delete(step);
        throw failure;
      }
      return await answer();
    } finally {
      this.#running = undefined;
    }
  }

  #walk(files: readonly BackupFile[]): AsyncIterator<BackupFile> {
    this.#require(!this.#walking, 'others twice at once');
    this.#walking = true;
    const left = [...files];
    return {
      next: () =>
        this.#step<IteratorResult<BackupFile>>('others', async () => {
          const value = left.shift();
          if (value !== undefined) return { done: false, value };
          this.#walking = false;
          return { done: true, value };
        }).catch((failure: unknown) => {
          this.#walking = false;
          throw failure;
        }),
      return: () => {
        this.#require(this.#walking, 'return of a walk that is over');
        this.#walking = false;
        return this.#step('stop', async () => ({ done: true, value: undefined }));
      },
    };
  }

  #list(list: BackupFile['list']): readonly BackupFile[] {
    return this.#files.map(({ file }) => file).filter((file) => file.list === list);
  }

  #requireAtRest(step: string, evenIfOver = false): void {
    this.#require(this.#open === undefined, `${step} with a file open`);
    this.#require(!this.#walking, `${step} with a walk under way`);
    this.#require(evenIfOver || this.#over === undefined, `${step} after ${this.#over}`);
  }

  #require(kept: boolean, breach: string): void {
    if (!kept) this.violations.push(breach);
  }

  #violate<T>(breach: string, answer: T): T {
    this.violations.push(breach);
    return answer;
  }
}
