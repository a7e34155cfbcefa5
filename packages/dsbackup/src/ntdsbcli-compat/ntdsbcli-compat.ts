import type { EDB_RSTMAPW } from '@dsbackup/ntdsbcli/native';
import type { HRESULT } from './hresult.js';

declare const handle: unique symbol;

/** `HBC`, the opaque context of one backup or one restore. Dead after DsBackupEnd or DsRestoreEnd. */
export interface HBC {
  readonly [handle]: 'HBC';
}

/**
 * The functions of ntdsbcli.dll as promises, by their own names and with the arguments in their own order, over a session of
 * any backend: ported code runs on Windows Server 2003 and, over VSS, on any later one.
 *
 * **Out-parameters are what a call answers**, by their names without the `p` of the pointer: `{ hr, … }`. A function without any answers its
 * status alone. A promise rejects only for a bug (or with what your own `beforeCommit` threw); everything else is a status.
 *
 * **Statuses** are unsigned 32-bit numbers; success is exactly 0. What ntdsbcli.dll itself answers comes through as the number that it is.
 * For the rest, and over VSS, there is one status for each error code (`docs/errors.md`).
 * The whole error behind a status goes to `onFailure`.
 *
 * **One call at a time** on a context: a second one answers ERROR_BUSY, and spoils the backup as any failed call does.
 *
 * **Names** are the macros of the header, which stand for the W forms.
 */
export interface NtdsbcliCompat {
  /** Whether the directory is online: as it must be for a backup, and must not be for a restore. Over VSS: whether the NTDS writer reports. */
  DsIsNTDSOnline(szServerName: string): Promise<{ hr: HRESULT; fNTDSOnline: boolean }>;

  /**
   * Whom ntdsbcli.dll acts as from now on, in this process. The password is given as UTF-8 bytes, or by a function that is called once, and those bytes
   * are overwritten with zeros; a string could not be wiped. Answers ERROR_NOT_SUPPORTED over VSS, which acts as the user of this process.
   */
  DsSetAuthIdentity(
    szUserName: string,
    szDomainName: string,
    szPassword: Uint8Array | (() => Uint8Array | Promise<Uint8Array>),
  ): Promise<HRESULT>;

  /**
   * Prepares a backup, or makes the shadow copy. `grbit` is 0 (Windows 2000 knew a 1), `btFlag` BACKUP_TYPE_FULL: nothing else works.
   * The token is null over VSS, whose documents go to `beforeCommit`; it is yours, and DsBackupFree is nothing but polite.
   */
  DsBackupPrepare(
    szBackupServer: string,
    grbit: number,
    btFlag: number,
  ): Promise<{ hr: HRESULT; pvExpiryToken: Uint8Array | null; cbExpiryTokenSize: number; hbc: HBC | null }>;

  /** The list of databases (`parseAttachmentInfo` reads it) and its size in bytes. Never asks for the logs. */
  DsBackupGetDatabaseNames(
    hbc: HBC,
  ): Promise<{ hr: HRESULT; szAttachmentInfo: string | null; cbSize: number }>;

  /** Opens a file of a list by its name, with or without the type before it. `cbReadHintSize` keeps the rule of DsBackupRead. */
  DsBackupOpenFile(
    hbc: HBC,
    szAttachmentName: string,
    cbReadHintSize: number,
  ): Promise<{ hr: HRESULT; liFileSize: number }>;

  /**
   * Reads on into the first `cbBuffer` bytes of `pvBuffer`: a multiple of 8,192 and at least 24,576. Fewer may come, and that is not
   * the end; the end is ERROR_HANDLE_EOF with no bytes.
   */
  DsBackupRead(hbc: HBC, pvBuffer: Uint8Array, cbBuffer: number): Promise<{ hr: HRESULT; cbRead: number }>;

  /** Closes the open file. With none open hrInvalidHandle, after the end ERROR_INVALID_PARAMETER. */
  DsBackupClose(hbc: HBC): Promise<HRESULT>;

  /** The list of logs. From here on no database can be opened. With a file open hrInvalidBackupSequence. */
  DsBackupGetBackupLogs(hbc: HBC): Promise<{ hr: HRESULT; szBackupLogFiles: string | null; cbSize: number }>;

  /**
   * Cuts the logs that were backed up, and answers its own status at once. Refused with hrInvalidBackupSequence unless every call worked and every listed
   * file was read to its end and closed. It ends the backup below, and DsBackupEnd tells how that went. Over VSS the writer cuts logs itself: the wish is reported, and the status is 0.
   */
  DsBackupTruncateLogs(hbc: HBC): Promise<HRESULT>;

  /**
   * Ends the backup, once, and gives everything back. It is a success, and Windows is told so, only if no call failed and every
   * listed file was read to its end and closed; else the backup is aborted, and this answers the first failure's status, or
   * hrInvalidBackupSequence for a file that was not read. Closing what is not open is no failure here.
   */
  DsBackupEnd(hbc: HBC): Promise<HRESULT>;

  /** Nothing: what these functions answer is JavaScript's own. */
  DsBackupFree(pvBuffer: unknown): Promise<void>;

  /** Sets the number of the current backup log. Over VSS there is none: the wish is reported, and the status is 0. */
  DsSetCurrentBackupLog(szServerName: string, dwCurrentLog: number): Promise<HRESULT>;

  /**
   * Prepares a restore, in Directory Services Restore Mode. `rtFlag` is 0 or RESTORE_TYPE_CATCHUP, which mean the same. Without a token (null, 0) the context is
   * good for DsRestoreGetDatabaseLocations alone.
   */
  DsRestorePrepare(
    szServerName: string,
    rtFlag: number,
    pvExpiryToken: Uint8Array | null,
    cbExpiryTokenSize: number,
  ): Promise<{ hr: HRESULT; hbc: HBC | null }>;

  /** Where databases, logs and checkpoint go: a list like the others. For a context of a restore. */
  DsRestoreGetDatabaseLocations(
    hbc: HBC,
  ): Promise<{ hr: HRESULT; szDatabaseLocationList: string | null; cbSize: number }>;

  /** Registers a restore whose files you copy yourself, by then or afterwards. Paths may still have their type before them. */
  DsRestoreRegister(
    hbc: HBC,
    szCheckPointFilePath: string,
    szLogPath: string,
    rgrstmap: readonly EDB_RSTMAPW[],
    crstmap: number,
    szBackupLogPath: string,
    genLow: number,
    genHigh: number,
  ): Promise<HRESULT>;

  /** Tells Windows what came of the copying: 0, or the error. Once. */
  DsRestoreRegisterComplete(hbc: HBC, hrRestoreState: HRESULT): Promise<HRESULT>;

  /**
   * Ends the restore, once, and gives everything back. One that was registered and never completed is given up, Windows is told so, and
   * the status is the first failure's, or hrNoFullRestore.
   */
  DsRestoreEnd(hbc: HBC): Promise<HRESULT>;
}
