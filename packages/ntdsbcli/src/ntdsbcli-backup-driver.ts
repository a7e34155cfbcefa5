import {
  type BackupDocument,
  type BackupDriver,
  type BackupFile,
  type DriverCommit,
  type DriverControl,
  type DriverDocuments,
  type DriverReceipt,
  DsBackupError,
} from '@dsbackup/session';
import { inPhase } from './in-phase.js';
import type { NtdsbcliApi } from './native/ntdsbcli-api.js';
import type { NtdsbcliAuthIdentity } from './ntdsbcli-auth-identity.js';
import { ntdsbcliCapabilities } from './ntdsbcli-capabilities.js';
import { NtdsbcliContext } from './ntdsbcli-context.js';
import { addFailure, answerError } from './ntdsbcli-errors.js';
import { toBackupFile } from './ntdsbcli-files.js';
import { requireServerName } from './ntdsbcli-server-name.js';
import { encodeSavedLocations } from './saved-locations.js';

/** What a backup through ntdsbcli.dll is made of. */
export interface NtdsbcliBackupOptions {
  readonly api: NtdsbcliApi;
  /** The name of this very computer, with or without two backslashes before it. The DLL serves no other. */
  readonly serverName: string;
  /** Whom to act as. Default: the account of this process, which needs SeBackupPrivilege enabled. */
  readonly authIdentity?: NtdsbcliAuthIdentity | undefined;
}

/**
 * Makes the driver that backs up a directory database through ntdsbcli.dll, in the order that Microsoft gives:
 * https://learn.microsoft.com/windows/win32/ad/backing-up-an-active-directory-server
 *
 * Every call of the DLL is reported as a `native-call`. DsBackupEnd follows exactly once on every DsBackupPrepareW
 * that gave a context, whatever fails in between.
 *
 * @throws {DsBackupError} `INVALID_ARGUMENT` when the server's name is none that the DLL takes.
 */
export function createNtdsbcliBackupDriver(options: NtdsbcliBackupOptions): BackupDriver {
  return new NtdsbcliBackupDriver(options);
}

interface OpenAttachment {
  readonly path: string;
  readonly size: number;
  bytes: number;
  ended: boolean;
}

class NtdsbcliBackupDriver implements BackupDriver {
  readonly backend = 'ntdsbcli';
  readonly capabilities = ntdsbcliCapabilities;
  readonly #context: NtdsbcliContext;
  readonly #server: string;
  readonly #identity: NtdsbcliAuthIdentity | undefined;
  readonly #warnings: string[] = [];
  #token: Uint8Array | undefined;
  #locations: BackupDocument | undefined;
  #open: OpenAttachment | undefined;

  constructor({ api, serverName, authIdentity }: NtdsbcliBackupOptions) {
    this.#server = requireServerName(serverName);
    this.#context = new NtdsbcliContext(api, this.#server);
    this.#identity = authIdentity;
  }

  get expiryToken(): Uint8Array | undefined {
    return this.#token;
  }

  async prepare(control: DriverControl): Promise<void> {
    await inPhase(control, 'connect', async () => {
      control.signal.throwIfAborted();
      if (this.#identity !== undefined) await this.#context.authenticate(this.#identity, control);
      control.signal.throwIfAborted();
      await this.#context.requireOnline(control);
    });
    await inPhase(control, 'prepare', async () => {
      control.signal.throwIfAborted();
      this.#token = await this.#context.prepare(control);
      control.signal.throwIfAborted();
      this.#locations = encodeSavedLocations(await this.#context.askLocations(control));
    });
  }

  async databases(control: DriverControl): Promise<readonly BackupFile[]> {
    const names = await this.#context.databaseNames(control);
    const files = names.map((name) => toBackupFile(name, 'databases'));
    if (files.some((file) => file.kind === 'database')) return files;
    throw new DsBackupError({
      code: 'SOURCE_MISSING',
      message: `DsBackupGetDatabaseNamesW named no directory database on "${this.#server}".`,
      backend: this.backend,
      scope: 'session',
    });
  }

  async logs(control: DriverControl): Promise<readonly BackupFile[]> {
    const names = await this.#context.backupLogs(control);
    return names.map((name) => toBackupFile(name, 'logs'));
  }

  async *others(): AsyncIterable<BackupFile> {}

  async open({ path }: BackupFile, control: DriverControl): Promise<number> {
    const size = await this.#context.openFile(path, control);
    this.#open = { path, size, bytes: 0, ended: false };
    return size;
  }

  async read(buffer: Uint8Array, control: DriverControl): Promise<number> {
    const file = this.#requireOpen();
    if (file.ended) return 0;
    const { bytes, ended } = await this.#context.read(file.path, buffer, control);
    file.bytes += bytes;
    // Whether the last bytes can come together with the end is not documented. The size says whether they are real.
    if (ended && bytes > 0 && file.bytes > file.size) {
      const call = { call: 'DsBackupRead', subject: file.path };
      throw answerError(call, `gave ${bytes} bytes past the announced size at the end`);
    }
    file.ended = ended;
    if (ended) this.#compareSize(file, control);
    return bytes;
  }

  async close(control: DriverControl): Promise<void> {
    const { path } = this.#requireOpen();
    this.#open = undefined;
    await this.#context.closeFile(path, control);
  }

  async documents(): Promise<DriverDocuments> {
    if (this.#token === undefined || this.#locations === undefined)
      throw new Error('The driver was asked for documents before it was prepared');
    return { documents: [this.#locations], expiryToken: this.#token };
  }

  /** Only what DsBackupEnd answers certifies the backup: it is asked even after logs could not be cut. */
  async commit({ truncateLogs }: DriverCommit, control: DriverControl): Promise<DriverReceipt> {
    await inPhase(control, 'commit', async () => {
      try {
        if (truncateLogs) await this.#context.truncateLogs(control);
      } catch (failure) {
        await this.#context.end(control).catch((also: unknown) => {
          throw addFailure(failure, also);
        });
        throw failure;
      }
      await this.#context.end(control);
    });
    return { logsTruncated: truncateLogs, documents: [], warnings: this.#warnings };
  }

  /** The DLL has no call for a backup that failed: it ends as any other does, with its logs left alone. */
  async abort(control: DriverControl): Promise<void> {
    if (this.#context.isOpen) await inPhase(control, 'abort', () => this.#context.end(control));
  }

  async release(control: DriverControl): Promise<void> {
    if (this.#context.isOpen) await inPhase(control, 'release', () => this.#context.end(control));
  }

  /** The engine may announce another size than the disk shows, but then gives what it announced. */
  #compareSize({ path, size, bytes }: OpenAttachment, control: DriverControl): void {
    if (bytes === size) return;
    const message = `"${path}" was announced with ${size} bytes and gave ${bytes}.`;
    this.#warnings.push(message);
    control.report({ kind: 'warning', message });
  }

  #requireOpen(): OpenAttachment {
    if (this.#open === undefined) throw new Error('The driver was asked for a file that is not open');
    return this.#open;
  }
}
