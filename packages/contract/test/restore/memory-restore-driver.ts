import type {
  DriverControl,
  DriverRestoreReceipt,
  RestoreCapabilities,
  RestoreDriver,
  RestoreFile,
  RestoreLocations,
  RestorePlan,
} from '@dsbackup/session';
import type { MemoryWindows } from './memory-windows.js';

/** What the memory's Windows answers to a question for locations. */
export const memoryLocations: RestoreLocations = {
  databases: [{ name: 'ntds.dit', path: 'D:\\NTDS\\ntds.dit' }],
  logDirectory: 'D:\\Logs',
  checkpointDirectory: 'D:\\NTDS',
};

/** A sound driver over `MemoryWindows`: stages beside, and swaps when it commits. The broken ones derive from it. */
export class MemoryRestoreDriver implements RestoreDriver {
  readonly backend = 'memory';
  readonly capabilities: RestoreCapabilities;
  readonly windows: MemoryWindows;
  protected readonly staged = new Map<string, Uint8Array>();
  protected before: ReadonlyMap<string, Uint8Array> | undefined;
  protected current: { readonly file: RestoreFile; readonly bytes: Uint8Array; position: number } | undefined;
  protected prepared = false;

  constructor(windows: MemoryWindows, capabilities: RestoreCapabilities) {
    this.windows = windows;
    this.capabilities = capabilities;
  }

  async prepare(control: DriverControl): Promise<void> {
    control.signal.throwIfAborted();
    this.windows.call('prepare', () => this.windows.take('context'));
    this.prepared = true;
  }

  async locations(_control: DriverControl): Promise<RestoreLocations> {
    this.windows.call('locations');
    return memoryLocations;
  }

  async register(_plan: RestorePlan, _control: DriverControl): Promise<void> {
    this.windows.call('register', () => {
      this.windows.verdict = 'registered';
    });
  }

  async create(file: RestoreFile, _control: DriverControl): Promise<void> {
    this.windows.call('create', () => this.windows.take('file'), 'file');
    this.current = { file, bytes: new Uint8Array(file.size), position: 0 };
  }

  async write(bytes: Uint8Array, _control: DriverControl): Promise<void> {
    // As a real one does, it comes back later than it was called.
    await Promise.resolve();
    this.windows.call('write', () => this.copy(bytes), 'file');
  }

  async close(whole: boolean, _control: DriverControl): Promise<void> {
    const current = this.current;
    this.current = undefined;
    this.windows.call('close', () => this.windows.give('file'), 'file');
    if (whole && current !== undefined) this.staged.set(current.file.path, current.bytes);
  }

  async commit(_control: DriverControl): Promise<DriverRestoreReceipt> {
    this.before = new Map(this.windows.destination);
    for (const [path, bytes] of this.staged) this.windows.destination.set(path, bytes);
    this.windows.call('commit', () => {
      this.windows.verdict = 'succeeded';
    });
    return { restartRequired: true, warnings: [] };
  }

  async abort(_reason: unknown, _control: DriverControl): Promise<void> {
    this.putBack();
    if (!this.prepared) return;
    this.windows.call('abort', () => {
      if (this.windows.verdict === 'registered') this.windows.verdict = 'failed';
    });
  }

  async release(_control: DriverControl): Promise<void> {
    if (!this.prepared) return;
    this.prepared = false;
    this.windows.call('release', () => this.windows.give('context'));
  }

  protected putBack(): void {
    if (this.before === undefined) return;
    this.windows.destination.clear();
    for (const [path, bytes] of this.before) this.windows.destination.set(path, bytes);
  }

  protected copy(bytes: Uint8Array): void {
    if (this.current === undefined) throw new Error('No file is open.');
    this.current.bytes.set(bytes, this.current.position);
    this.current.position += bytes.length;
  }
}
