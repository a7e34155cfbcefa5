import type {
  DriverControl,
  DriverRestoreReceipt,
  RestoreCapabilities,
  RestoreDriver,
  RestoreFile,
  RestoreLocations,
  RestorePlan,
} from '@dsbackup/session';

/** Every call that a session can make to a restore driver. */
export const restoreSteps = [
  'prepare',
  'locations',
  'register',
  'create',
  'write',
  'close',
  'commit',
  'abort',
  'release',
] as const;
export type RestoreStepName = (typeof restoreSteps)[number];

/**
 * A driver in memory that journals each call, fails and waits on demand, and writes down every breach of what
 * `RestoreDriver` says a session guarantees. A test ends with `violations` empty.
 */
export class ScriptedRestoreDriver implements RestoreDriver {
  readonly backend = 'scripted';
  readonly capabilities: RestoreCapabilities;
  readonly calls: string[] = [];
  readonly violations: string[] = [];
  /** The next call of a step rejects with this, once. */
  readonly failNext = new Map<RestoreStepName, unknown>();
  /** A call of a step waits for this before it answers. */
  readonly hold = new Map<RestoreStepName, Promise<unknown>>();
  /** What was closed whole, by path. */
  readonly placed = new Map<string, Uint8Array>();
  /** What `abort` was told, once it was. */
  aborted: { readonly reason: unknown } | undefined;
  committed = false;

  #running: string | undefined;
  #prepared = false;
  #plan: RestorePlan | undefined;
  #open: { readonly file: RestoreFile; readonly chunks: Uint8Array[]; bytes: number } | undefined;
  #released = false;

  constructor(capabilities: Partial<RestoreCapabilities> = {}) {
    this.capabilities = {
      coverage: 'directory-database',
      locationsOnly: false,
      replaysLogs: true,
      survivesFileErrors: true,
      ...capabilities,
    };
  }

  /** How often a step was called. */
  count(step: RestoreStepName): number {
    return this.calls.filter((call) => call === step).length;
  }

  prepare(control: DriverControl): Promise<void> {
    return this.#step('prepare', async () => {
      this.#require(!this.#prepared, 'prepare twice');
      this.#prepared = true;
      control.signal.throwIfAborted();
    });
  }

  locations(): Promise<RestoreLocations> {
    return this.#step('locations', async () => {
      this.#require(this.#open === undefined, 'locations with a file open');
      return {
        databases: [{ name: 'ntds.dit', path: 'D:\\NTDS\\ntds.dit' }],
        logDirectory: 'D:\\NTDS',
        checkpointDirectory: 'D:\\NTDS',
      };
    });
  }

  register(plan: RestorePlan): Promise<void> {
    return this.#step('register', async () => {
      this.#require(!this.capabilities.locationsOnly, 'register without the capability');
      this.#require(this.#plan === undefined, 'register twice');
      this.#plan = plan;
    });
  }

  create(file: RestoreFile): Promise<void> {
    return this.#step('create', async () => {
      this.#require(this.#open === undefined, 'create with a file open');
      const files = this.#plan?.files ?? [];
      this.#require(files !== 'placed-by-caller' && files.includes(file), 'create of an unplanned file');
      this.#open = { file, chunks: [], bytes: 0 };
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#step('write', async () => {
      const open = this.#open;
      if (open === undefined) return void this.violations.push('write with no file open');
      this.#require(bytes.length > 0, 'write of nothing');
      this.#require(open.bytes + bytes.length <= open.file.size, 'write past the planned size');
      open.chunks.push(bytes.slice());
      open.bytes += bytes.length;
    });
  }

  close(whole: boolean): Promise<void> {
    const open = this.#open;
    this.#require(open !== undefined, 'close with no file open');
    this.#open = undefined;
    return this.#step('close', async () => {
      if (!whole || open === undefined) return;
      this.#require(open.bytes === open.file.size, 'close of a whole file that is not');
      this.placed.set(open.file.path, Buffer.concat(open.chunks));
    });
  }

  commit(): Promise<DriverRestoreReceipt> {
    return this.#step('commit', async () => {
      this.#requireAtRest('commit');
      this.#require(this.#plan !== undefined, 'commit before register');
      const files = this.#plan?.files === 'placed-by-caller' ? [] : (this.#plan?.files ?? []);
      this.#require(
        files.every(({ path }) => this.placed.has(path)),
        'commit with files unplaced',
      );
      this.committed = true;
      return { restartRequired: true, warnings: [] };
    });
  }

  abort(reason: unknown): Promise<void> {
    this.#requireAtRest('abort');
    this.aborted = { reason };
    return this.#step('abort', async () => {});
  }

  release(): Promise<void> {
    this.#require(this.#open === undefined, 'release with a file open');
    this.#require(
      this.committed || this.aborted !== undefined || !this.#prepared,
      'release before commit or abort',
    );
    return this.#step('release', async () => {
      this.#released = true;
    });
  }

  async #step<T>(step: RestoreStepName, answer: () => Promise<T>): Promise<T> {
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

  #requireAtRest(step: string): void {
    this.#require(this.#open === undefined, `${step} with a file open`);
    this.#require(!this.committed && this.aborted === undefined, `${step} after the end`);
  }

  #require(kept: boolean, breach: string): void {
    if (!kept) this.violations.push(breach);
  }
}
