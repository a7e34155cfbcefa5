import { hrCodes } from '@dsbackup/ntdsbcli/native';
import { type BackupFile, DsBackupError, type IBackupSession } from '@dsbackup/session';
import { type AttachmentText, attachmentText, fileEntries } from './attachment-text.js';
import { type CallOutcomes, RefusedCall, refused } from './call-outcomes.js';
import type { NtdsbcliCompatOptions } from './compat-options.js';
import type { Report } from './compat-report.js';
import { ERROR_HANDLE_EOF, ERROR_INVALID_PARAMETER, type HRESULT } from './hresult.js';

/** The rule of DsBackupRead's `cbBuffer` and DsBackupOpenFile's `cbReadHintSize`, on their pages. */
const smallestBuffer = 24_576;
const bufferQuantum = 8_192;

/** What a backup's functions are made of. */
export interface CompatBackupParts {
  readonly session: IBackupSession;
  readonly outcomes: CallOutcomes;
  readonly report: Report;
  readonly beforeCommit: NtdsbcliCompatOptions['beforeCommit'];
}

/** The functions of one backup, over a session of any backend. Each answers a status and never rejects, but for a bug. */
export class CompatBackup {
  readonly #session: IBackupSession;
  readonly #outcomes: CallOutcomes;
  readonly #report: Report;
  readonly #beforeCommit: NtdsbcliCompatOptions['beforeCommit'];
  /** What the lists named and was not read to its end since. */
  readonly #unread = new Set<BackupFile>();
  readonly #files = new Map<string, BackupFile>();
  #open: { readonly file: BackupFile; readonly size: number; bytes: number; ended: boolean } | undefined;
  /** How ending failed where DsBackupTruncateLogs had to end the backup: DsBackupEnd tells. */
  #endFailure: DsBackupError | undefined;
  #ended = false;

  constructor({ session, outcomes, report, beforeCommit }: CompatBackupParts) {
    this.#session = session;
    this.#outcomes = outcomes;
    this.#report = report;
    this.#beforeCommit = beforeCommit;
  }

  databaseNames(): Promise<{ hr: HRESULT; list: AttachmentText | undefined }> {
    return this.#list(() => this.#session.databases());
  }

  backupLogs(): Promise<{ hr: HRESULT; list: AttachmentText | undefined }> {
    return this.#list(async () => {
      if (this.#open === undefined) return this.#session.logs();
      const error = refused('DsBackupGetBackupLogs: a file is open; close it first.', 'OUT_OF_ORDER');
      throw new RefusedCall(hrCodes.hrInvalidBackupSequence, error);
    });
  }

  async openFile(name: string, hint: number): Promise<{ hr: HRESULT; liFileSize: number }> {
    let liFileSize = 0;
    const hr = await this.#outcomes.of(async () => {
      requireBufferSize('cbReadHintSize', hint);
      const file = this.#requireListed(name);
      const opened = await this.#session.openFile(file);
      this.#unread.add(file);
      this.#open = { file, size: opened.size, bytes: 0, ended: false };
      liFileSize = opened.size;
    });
    return { hr, liFileSize };
  }

  async read(buffer: Uint8Array, count: number): Promise<{ hr: HRESULT; cbRead: number }> {
    let cbRead = 0;
    const hr = await this.#outcomes.of(async () => {
      requireBufferSize('cbBuffer', count);
      if (!(buffer instanceof Uint8Array) || buffer.length < count)
        throw refused(`DsBackupRead: pvBuffer holds fewer than the ${count} bytes of cbBuffer.`);
      cbRead = await this.#readOn(buffer.subarray(0, count));
    });
    return { hr: hr === 0 && cbRead === 0 ? ERROR_HANDLE_EOF : hr, cbRead };
  }

  /** Closing what is not open loses nothing: programs do it on their way out of an error. */
  close(): Promise<HRESULT> {
    return this.#outcomes.of(async () => {
      const open = this.#open;
      // DsBackupTruncateLogs has completed the session, and the context lives on until DsBackupEnd.
      if (this.#session.state === 'completed' && !this.#ended)
        throw refused('DsBackupClose: no file is open.', 'NO_FILE_OPEN');
      try {
        // Programs stop at the announced size, as the page of DsBackupRead allows, and never see the end.
        if (open !== undefined && !open.ended && open.bytes === open.size)
          await this.#readOn(new Uint8Array(smallestBuffer));
      } finally {
        this.#open = undefined;
        await this.#session.close();
      }
      if (open?.ended) this.#unread.delete(open.file);
    }, 'NO_FILE_OPEN');
  }

  truncateLogs(): Promise<HRESULT> {
    return this.#outcomes.of(async () => {
      if (this.#session.state === 'open') this.#requireWhole();
      if (this.#session.capabilities.truncatesLogs) return this.#endTruncating();
      // A session that is over or has failed says so.
      await this.#session.databases();
      const message = 'DsBackupTruncateLogs: on this backend logs are cut by their writer; nothing was done.';
      this.#report({ kind: 'warning', message });
    });
  }

  /** 0 means that the backup is good: every call worked, and every listed file was read to its end. */
  async end(): Promise<HRESULT> {
    if (this.#ended) return ERROR_INVALID_PARAMETER;
    this.#ended = true;
    let verdict: HRESULT;
    let released: HRESULT = 0;
    try {
      verdict = this.#outcomes.firstFailure ?? (await this.#outcomes.of(() => this.#completeAll()));
    } finally {
      released = await this.#outcomes.of(() => this.#session.end());
    }
    return verdict === 0 ? released : verdict;
  }

  async #completeAll(): Promise<void> {
    if (this.#endFailure !== undefined) throw this.#endFailure;
    if (this.#session.state === 'completed') return;
    this.#requireWhole();
    // What the DLL has no list for is left out by name, so that nobody takes it for backed up.
    for await (const other of this.#session.others()) {
      if (other.kind === 'directory' || other.kind === 'reparse-point') continue;
      this.#session.skip(other, 'ntdsbcli.dll has no function that lists it');
    }
    await this.#session.complete({ beforeCommit: this.#beforeCommit });
  }

  /** A session cuts logs as it completes. So this is the end of the backup, and DsBackupEnd only says how it went. */
  async #endTruncating(): Promise<void> {
    try {
      await this.#session.complete({ truncateLogs: true, beforeCommit: this.#beforeCommit });
    } catch (error) {
      if (!DsBackupError.is(error) || error.native?.call !== 'DsBackupEnd') throw error;
      this.#endFailure = error;
    }
  }

  async #list(
    ask: () => Promise<readonly BackupFile[]>,
  ): Promise<{ hr: HRESULT; list: AttachmentText | undefined }> {
    let list: AttachmentText | undefined;
    const hr = await this.#outcomes.of(async () => {
      const files = (await ask()).filter(({ kind }) => kind !== 'directory' && kind !== 'reparse-point');
      for (const file of files) this.#remember(file);
      list = attachmentText(fileEntries(files));
    });
    return { hr, list };
  }

  #remember(file: BackupFile): void {
    if (this.#files.has(file.path)) return;
    this.#files.set(file.path, file);
    this.#unread.add(file);
  }

  async #readOn(buffer: Uint8Array): Promise<number> {
    const count = await this.#session.read(buffer);
    if (this.#open === undefined) return count;
    this.#open.bytes += count;
    this.#open.ended = count === 0;
    return count;
  }

  /** Whether the type stays in the name is not documented for this DLL; its sibling wants it stripped. Both are taken. */
  #requireListed(name: string): BackupFile {
    const file = this.#files.get(name) ?? this.#files.get(String(name).slice(1));
    if (file !== undefined) return file;
    throw refused(`DsBackupOpenFile: "${name}" is in none of the lists that were asked for.`);
  }

  #requireWhole(): void {
    const [first] = this.#unread;
    const fault =
      this.#outcomes.firstFailure !== undefined
        ? 'a call failed'
        : first !== undefined
          ? `"${first.path}" was not read to its end and closed`
          : this.#files.size === 0
            ? 'no file was listed'
            : undefined;
    if (fault !== undefined) throw refused(`The backup is not whole: ${fault}.`, 'OUT_OF_ORDER');
  }
}

function requireBufferSize(what: string, size: number): void {
  if (Number.isSafeInteger(size) && size >= smallestBuffer && size % bufferQuantum === 0) return;
  throw refused(
    `${what} of ${size} bytes is no multiple of ${bufferQuantum} that is at least ${smallestBuffer}.`,
  );
}
