import { type DriverControl, DsBackupError } from '@dsbackup/session';
import { askLocations } from './ask-locations.js';
import { isExpiryTokenLength } from './expiry-token.js';
import type { AttachmentName } from './native/attachment-list.js';
import { BACKUP_TYPE_FULL } from './native/backup-type.js';
import { hrCodes } from './native/hr-codes.js';
import type { HBC, NtdsbcliApi } from './native/ntdsbcli-api.js';
import { NtdsbcliAnswers } from './ntdsbcli-answers.js';
import type { NtdsbcliAuthIdentity } from './ntdsbcli-auth-identity.js';
import { answerError, isEndOfFile } from './ntdsbcli-errors.js';
import { authenticate, isOnline, type ServerCalls } from './ntdsbcli-server-calls.js';
import type { AskedLocations } from './saved-locations.js';

/** The size that the session reads in, told to DsBackupOpenFileW so that the server can send that much at once. */
const READ_HINT = 1024 * 1024;

/** What one DsBackupRead gave. The last bytes may come together with the end. */
export interface ReadAnswer {
  readonly bytes: number;
  readonly ended: boolean;
}

/** The calls of one backup, judged by `NtdsbcliAnswers`. Keeps the context and ends it exactly once. */
export class NtdsbcliContext {
  readonly #api: NtdsbcliApi;
  readonly #server: string;
  readonly #answers: NtdsbcliAnswers;
  #hbc: HBC | null = null;

  constructor(api: NtdsbcliApi, server: string) {
    this.#api = api;
    this.#server = server;
    this.#answers = new NtdsbcliAnswers(api, server);
  }

  get #serverCalls(): ServerCalls {
    return { api: this.#api, server: this.#server, answers: this.#answers };
  }

  /** Whether DsBackupEnd is still to be called. */
  get isOpen(): boolean {
    return this.#hbc !== null;
  }

  async authenticate(identity: NtdsbcliAuthIdentity, control: DriverControl): Promise<void> {
    await authenticate(this.#serverCalls, identity, control);
  }

  async requireOnline(control: DriverControl): Promise<void> {
    if (await isOnline(this.#serverCalls, control)) return;
    throw new DsBackupError({
      code: 'DIRECTORY_OFFLINE',
      message: `DsIsNTDSOnlineW says that the directory service of "${this.#server}" is offline.`,
      backend: 'ntdsbcli',
      hint: 'An offline directory cannot be backed up: start the domain controller in its normal mode.',
      scope: 'session',
    });
  }

  /** Opens the context and answers the expiry token. */
  async prepare(control: DriverControl): Promise<Uint8Array> {
    const call = { call: 'DsBackupPrepareW', subject: this.#server };
    const { status, expiryToken, hbc } = await this.#api.DsBackupPrepareW(this.#server, 0, BACKUP_TYPE_FULL);
    this.#hbc = hbc;
    this.#answers.report(call, status, control);
    const token = await this.#answers.take(expiryToken, control);
    this.#answers.require(call, status);
    if (hbc === null) throw this.#answers.fail(answerError(call, 'gave no backup context'));
    if (token.length === 0) {
      throw this.#answers.fail(
        answerError(call, 'gave no expiry token, without which no backup can be restored'),
      );
    }
    if (!isExpiryTokenLength(token.length)) {
      throw this.#answers.fail(answerError(call, `gave ${token.length} bytes as its expiry token`));
    }
    return token;
  }

  /** Where the files of this backup would go, if Windows says so now. Never rejects for what Windows says. */
  askLocations(control: DriverControl): Promise<AskedLocations> {
    return askLocations({ api: this.#api, server: this.#server, hbc: this.#context() }, control);
  }

  async databaseNames(control: DriverControl): Promise<readonly AttachmentName[]> {
    const call = { call: 'DsBackupGetDatabaseNamesW', subject: this.#server };
    const { status, attachmentInfo } = await this.#api.DsBackupGetDatabaseNamesW(this.#context());
    return this.#answers.names(call, { status, block: attachmentInfo }, control);
  }

  async backupLogs(control: DriverControl): Promise<readonly AttachmentName[]> {
    const call = { call: 'DsBackupGetBackupLogsW', subject: this.#server };
    const { status, backupLogFiles } = await this.#api.DsBackupGetBackupLogsW(this.#context());
    return this.#answers.names(call, { status, block: backupLogFiles }, control);
  }

  /**
   * Opens a file and answers the size that the DLL announces. The name goes in without its type character: the
   * page does not say so, but that of the sibling function CertSrvBackupOpenFileW does.
   */
  async openFile(path: string, control: DriverControl): Promise<number> {
    const call = { call: 'DsBackupOpenFileW', subject: path };
    const { status, liFileSize: size } = await this.#api.DsBackupOpenFileW(this.#context(), path, READ_HINT);
    this.#answers.settle(call, status, control);
    if (size !== undefined && size >= 0n && size <= Number.MAX_SAFE_INTEGER) return Number(size);
    const failure = this.#answers.fail(
      answerError(call, size === undefined ? 'gave no size' : `gave the size ${size}`),
    );
    await this.closeFile(path, control);
    throw failure;
  }

  async read(path: string, buffer: Uint8Array, control: DriverControl): Promise<ReadAnswer> {
    const call = { call: 'DsBackupRead', subject: path };
    const { status, cbRead } = await this.#api.DsBackupRead(this.#context(), buffer);
    this.#answers.report(call, status, control);
    const ended = isEndOfFile(status);
    if (!ended) {
      this.#answers.require(call, status);
      if (cbRead === undefined) throw this.#answers.fail(answerError(call, 'did not say how much it read'));
    }
    const bytes = cbRead ?? 0;
    if (bytes > buffer.length) {
      throw this.#answers.fail(
        answerError(call, `says that it read ${bytes} bytes into a buffer of ${buffer.length}`),
      );
    }
    return { bytes, ended: ended || bytes === 0 };
  }

  async closeFile(path: string, control: DriverControl): Promise<void> {
    const call = { call: 'DsBackupClose', subject: path };
    const status = await this.#api.DsBackupClose(this.#context());
    this.#answers.report(call, status, control);
    // A call that failed may have cancelled the whole backup, and its open file with it.
    if (this.#answers.failed && status === hrCodes.hrInvalidHandle) return;
    this.#answers.require(call, status);
  }

  async truncateLogs(control: DriverControl): Promise<void> {
    const status = await this.#api.DsBackupTruncateLogs(this.#context());
    this.#answers.settle({ call: 'DsBackupTruncateLogs', subject: this.#server }, status, control);
  }

  /** Ends the context, if there is one. Its handle is dead afterwards, whatever DsBackupEnd answered. */
  async end(control: DriverControl): Promise<void> {
    const hbc = this.#hbc;
    if (hbc === null) return;
    this.#hbc = null;
    const status = await this.#api.DsBackupEnd(hbc);
    this.#answers.settle({ call: 'DsBackupEnd', subject: this.#server }, status, control);
  }

  #context(): HBC {
    if (this.#hbc === null) throw new Error('ntdsbcli.dll was to be called without a backup context');
    return this.#hbc;
  }
}
