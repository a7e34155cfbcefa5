import type {
  BackupCapabilities,
  BackupDriver,
  BackupFile,
  ComponentOutcome,
  DriverCommit,
  DriverControl,
  DriverDocuments,
  DriverReceipt,
} from '@dsbackup/session';
import type { MemoryNative } from './memory-native.js';

/** A listed file and its bytes; none for a directory. */
export interface MemoryFile {
  readonly file: BackupFile;
  readonly bytes: Uint8Array | undefined;
}

/** A sound driver over `MemoryNative`. The broken ones derive from it, each wrong in one way. */
export class MemoryDriver implements BackupDriver {
  readonly backend = 'memory';
  readonly capabilities: BackupCapabilities;
  readonly native: MemoryNative;
  readonly files: readonly MemoryFile[];
  protected prepared = false;
  protected current: { readonly bytes: Uint8Array; position: number } | undefined;

  constructor(native: MemoryNative, files: readonly MemoryFile[], capabilities: BackupCapabilities) {
    this.native = native;
    this.files = files;
    this.capabilities = capabilities;
  }

  async prepare(control: DriverControl): Promise<void> {
    control.report({ kind: 'phase-start', phase: 'prepare' });
    control.signal.throwIfAborted();
    this.native.call('prepare', () => this.native.take('context'));
    this.prepared = true;
    control.report({ kind: 'phase-end', phase: 'prepare' });
  }

  async databases(_control: DriverControl): Promise<readonly BackupFile[]> {
    return this.native.call('databases', () => this.list('databases'));
  }

  async logs(_control: DriverControl): Promise<readonly BackupFile[]> {
    return this.native.call('logs', () => this.list('logs'));
  }

  async *others(_control: DriverControl): AsyncIterable<BackupFile> {
    this.native.call('others', () => this.native.take('walk'));
    try {
      yield* this.list('others');
    } finally {
      this.native.give('walk');
    }
  }

  async open(file: BackupFile, _control: DriverControl): Promise<number> {
    const found = this.files.find((candidate) => candidate.file === file);
    const bytes = found?.bytes ?? new Uint8Array(0);
    this.native.call('open', () => this.native.take('file'), 'file');
    this.current = { bytes, position: 0 };
    return bytes.length;
  }

  async read(buffer: Uint8Array, _control: DriverControl): Promise<number> {
    // As a real one does, it comes back later than it was called.
    await Promise.resolve();
    return this.native.call('read', () => this.copy(buffer), 'file');
  }

  async close(_control: DriverControl): Promise<void> {
    this.current = undefined;
    this.native.call('close', () => this.native.give('file'), 'file');
  }

  async documents(
    components: readonly ComponentOutcome[],
    _control: DriverControl,
  ): Promise<DriverDocuments> {
    const { documents, expiryToken } = this.capabilities;
    const bytes = new TextEncoder().encode(JSON.stringify(components));
    return this.native.call('documents', () => ({
      documents: documents ? [{ name: 'components.json', bytes }] : [],
      ...(expiryToken ? { expiryToken: Uint8Array.of(1, 2, 3) } : {}),
    }));
  }

  async commit({ truncateLogs }: DriverCommit, _control: DriverControl): Promise<DriverReceipt> {
    if (truncateLogs) this.native.call('truncate', () => {});
    this.native.call('commit', () => {});
    return { logsTruncated: truncateLogs, documents: [], warnings: [] };
  }

  async abort(_control: DriverControl): Promise<void> {
    if (this.prepared) this.native.call('abort', () => {});
  }

  async release(_control: DriverControl): Promise<void> {
    if (!this.prepared) return;
    this.prepared = false;
    this.native.call('release', () => this.native.give('context'));
  }

  protected list(list: BackupFile['list']): readonly BackupFile[] {
    return this.files.map(({ file }) => file).filter((file) => file.list === list);
  }

  /** Fills the buffer but for its last quarter, since a short read is not the end. */
  protected copy(buffer: Uint8Array): number {
    const current = this.current;
    if (current === undefined) throw new Error('No file is open.');
    const most = Math.ceil(buffer.length * 0.75);
    const chunk = current.bytes.subarray(current.position, current.position + most);
    buffer.set(chunk);
    current.position += chunk.length;
    return chunk.length;
  }
}
