import { type DriverControl, DsBackupError } from '@dsbackup/session';
import { type AttachmentName, parseAttachmentList } from './native/attachment-list.js';
import { BACKUP_TYPE_FULL } from './native/backup-type.js';
import { hrCodes } from './native/hr-codes.js';
import type { DsBlock, HBC, NtdsbcliApi } from './native/ntdsbcli-api.js';
import { type NtdsbcliAuthIdentity, withPassword } from './ntdsbcli-auth-identity.js';
import { answerError, isEndOfFile, type NtdsbcliCall, statusError } from './ntdsbcli-errors.js';

/** The size that the session reads in, told to DsBackupOpenFileW so that the server can send that much at once. */
const READ_HINT = 1024 * 1024;

/** What one DsBackupRead gave. The last bytes may come together with the end. */
export interface ReadAnswer {
  readonly bytes: number;
  readonly ended: boolean;
}

/**
 * The calls of one backup: each is reported, and one that did not succeed is an error that says what it was made on.
 * Keeps the context and ends it exactly once; memory of the DLL goes back as soon as its bytes are copied.
 *
 * Whatever a call hands out is ours to give back even when the call failed: the out-parameters were NULL before.
 */
export class NtdsbcliContext {
  readonly #api: NtdsbcliApi;
  readonly #server: string;
  #hbc: HBC | null = null;
  #failed = false;

  constructor(api: NtdsbcliApi, server: string) {
    this.#api = api;
    this.#server = server;
  }

  /** Whether DsBackupEnd is still to be called. */
  get isOpen(): boolean {
    return this.#hbc !== null;
  }

  async authenticate(identity: NtdsbcliAuthIdentity, control: DriverControl): Promise<void> {
    const { userName, domainName } = identity;
    const status = await withPassword(identity, (password) =>
      this.#api.DsSetAuthIdentityW(userName, domainName, password),
    );
    this.#settle({ call: 'DsSetAuthIdentityW', subject: `${domainName}\\${userName}` }, status, control);
  }

  async requireOnline(control: DriverControl): Promise<void> {
    const call = { call: 'DsIsNTDSOnlineW', subject: this.#server };
    const { status, fNTDSOnline } = await this.#api.DsIsNTDSOnlineW(this.#server);
    this.#settle(call, status, control);
    if (fNTDSOnline === undefined)
      throw this.#fail(answerError(call, 'did not say whether the directory is online'));
    if (fNTDSOnline) return;
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
    this.#report(call, status, control);
    const token = await this.#take(expiryToken, control);
    this.#require(call, status);
    if (hbc === null) throw this.#fail(answerError(call, 'gave no backup context'));
    if (token.length === 0) {
      throw this.#fail(answerError(call, 'gave no expiry token, without which no backup can be restored'));
    }
    return token;
  }

  async databaseNames(control: DriverControl): Promise<readonly AttachmentName[]> {
    const call = { call: 'DsBackupGetDatabaseNamesW', subject: this.#server };
    const { status, attachmentInfo } = await this.#api.DsBackupGetDatabaseNamesW(this.#context());
    return this.#names(call, { status, block: attachmentInfo }, control);
  }

  async backupLogs(control: DriverControl): Promise<readonly AttachmentName[]> {
    const call = { call: 'DsBackupGetBackupLogsW', subject: this.#server };
    const { status, backupLogFiles } = await this.#api.DsBackupGetBackupLogsW(this.#context());
    return this.#names(call, { status, block: backupLogFiles }, control);
  }

  /**
   * Opens a file and answers the size that the DLL announces. The name goes in without its type character: the
   * page does not say so, but that of the sibling function CertSrvBackupOpenFileW does.
   */
  async openFile(path: string, control: DriverControl): Promise<number> {
    const call = { call: 'DsBackupOpenFileW', subject: path };
    const { status, liFileSize: size } = await this.#api.DsBackupOpenFileW(this.#context(), path, READ_HINT);
    this.#settle(call, status, control);
    if (size !== undefined && size >= 0n && size <= Number.MAX_SAFE_INTEGER) return Number(size);
    const failure = this.#fail(
      answerError(call, size === undefined ? 'gave no size' : `gave the size ${size}`),
    );
    await this.closeFile(path, control);
    throw failure;
  }

  async read(path: string, buffer: Uint8Array, control: DriverControl): Promise<ReadAnswer> {
    const call = { call: 'DsBackupRead', subject: path };
    const { status, cbRead } = await this.#api.DsBackupRead(this.#context(), buffer);
    this.#report(call, status, control);
    const ended = isEndOfFile(status);
    if (!ended) {
      this.#require(call, status);
      if (cbRead === undefined) throw this.#fail(answerError(call, 'did not say how much it read'));
    }
    const bytes = cbRead ?? 0;
    if (bytes > buffer.length) {
      throw this.#fail(
        answerError(call, `says that it read ${bytes} bytes into a buffer of ${buffer.length}`),
      );
    }
    return { bytes, ended: ended || bytes === 0 };
  }

  async closeFile(path: string, control: DriverControl): Promise<void> {
    const call = { call: 'DsBackupClose', subject: path };
    const status = await this.#api.DsBackupClose(this.#context());
    this.#report(call, status, control);
    // A call that failed may have cancelled the whole backup, and its open file with it.
    if (this.#failed && status === hrCodes.hrInvalidHandle) return;
    this.#require(call, status);
  }

  async truncateLogs(control: DriverControl): Promise<void> {
    const status = await this.#api.DsBackupTruncateLogs(this.#context());
    this.#settle({ call: 'DsBackupTruncateLogs', subject: this.#server }, status, control);
  }

  /** Ends the context, if there is one. Its handle is dead afterwards, whatever DsBackupEnd answered. */
  async end(control: DriverControl): Promise<void> {
    const hbc = this.#hbc;
    if (hbc === null) return;
    this.#hbc = null;
    const status = await this.#api.DsBackupEnd(hbc);
    this.#settle({ call: 'DsBackupEnd', subject: this.#server }, status, control);
  }

  async #names(
    call: NtdsbcliCall,
    { status, block }: { status: number; block: DsBlock },
    control: DriverControl,
  ): Promise<readonly AttachmentName[]> {
    this.#report(call, status, control);
    const bytes = await this.#take(block, control);
    this.#require(call, status);
    if (block.pv !== null && bytes.length === 0)
      throw this.#fail(answerError(call, 'gave a list of no size'));
    const { names, complete } = parseAttachmentList(bytes);
    // To go on with what can be read would make a smaller backup without a word.
    if (!complete) throw this.#fail(answerError(call, 'gave a list that is cut off'));
    if (names.some((name) => name.path === ''))
      throw this.#fail(answerError(call, 'listed a file that has no name'));
    return names;
  }

  async #take(block: DsBlock, control: DriverControl): Promise<Uint8Array> {
    if (block.pv !== null) {
      await this.#api.DsBackupFree(block.pv);
      // It returns nothing and so can't fail.
      this.#report({ call: 'DsBackupFree', subject: this.#server }, 0, control);
    }
    return block.bytes;
  }

  #settle(call: NtdsbcliCall, status: number, control: DriverControl): void {
    this.#report(call, status, control);
    this.#require(call, status);
  }

  /** Only exactly 0 is success: raw Win32 codes are positive, and pass for success with whoever asks for less. */
  #require(call: NtdsbcliCall, status: number): void {
    if (status !== 0) throw this.#fail(statusError(call, status));
  }

  #report({ call, subject }: NtdsbcliCall, status: number, control: DriverControl): void {
    control.report({ kind: 'native-call', call, status, subject });
  }

  #fail(error: DsBackupError): DsBackupError {
    this.#failed = true;
    return error;
  }

  #context(): HBC {
    if (this.#hbc === null) throw new Error('ntdsbcli.dll was to be called without a backup context');
    return this.#hbc;
  }
}
