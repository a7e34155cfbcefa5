import type { EDB_RSTMAPW } from './edb-rstmap.js';

/** A status as ntdsbcli.dll returns it, as an unsigned 32-bit number. Success is exactly 0 (fact sheet, section 1). */
export type Status = number;

/** `HBC`, the opaque context of one backup or one restore. */
export type HBC = bigint & { readonly __handle: 'HBC' };

/** Memory that the DLL allocated. Give it to `DsBackupFree` exactly once. */
export type DsMemory = bigint & { readonly __handle: 'DsMemory' };

/** A block that the DLL allocated, with its bytes copied out. `pv` is null when the DLL wrote no pointer. */
export interface DsBlock {
  readonly pv: DsMemory | null;
  /** The block's bytes, as many as the size that came with it said; empty when there is no block. */
  readonly bytes: Uint8Array;
}

/**
 * ntdsbcli.dll, W forms, marshalled: strings in, blocks and numbers out. Names, order and meaning are Windows'
 * own (ntdsbcli.h). Out-parameters are read whatever the status, since only the caller
 * knows what a status means; `undefined` is an out-parameter that the DLL never wrote.
 *
 * Calls may block for as long as the server takes. All calls on one `HBC` are made from one thread.
 */
export interface NtdsbcliApi {
  DsIsNTDSOnlineW(szServerName: string): Promise<{ status: Status; fNTDSOnline: boolean | undefined }>;

  /** The password's buffer is NUL-terminated UTF-16; the caller wipes it afterwards. */
  DsSetAuthIdentityW(szUserName: string, szDomainName: string, szPassword: Uint8Array): Promise<Status>;

  DsBackupPrepareW(
    szBackupServer: string,
    grbit: number,
    btFlag: number,
  ): Promise<{ status: Status; expiryToken: DsBlock; hbc: HBC | null }>;

  DsBackupGetDatabaseNamesW(hbc: HBC): Promise<{ status: Status; attachmentInfo: DsBlock }>;

  DsBackupOpenFileW(
    hbc: HBC,
    szAttachmentName: string,
    cbReadHintSize: number,
  ): Promise<{ status: Status; liFileSize: bigint | undefined }>;

  /** Reads into `pvBuffer` in place; its length is `cbBuffer`, a multiple of 8,192 and at least 24,576. */
  DsBackupRead(hbc: HBC, pvBuffer: Uint8Array): Promise<{ status: Status; cbRead: number | undefined }>;

  DsBackupClose(hbc: HBC): Promise<Status>;

  DsBackupGetBackupLogsW(hbc: HBC): Promise<{ status: Status; backupLogFiles: DsBlock }>;

  DsBackupTruncateLogs(hbc: HBC): Promise<Status>;

  DsBackupEnd(hbc: HBC): Promise<Status>;

  DsBackupFree(pvBuffer: DsMemory): Promise<void>;

  /** The token stays the caller's. `null` asks for a restricted context, good only for the locations; so does a token of no bytes, which goes to the DLL as NULL. */
  DsRestorePrepareW(
    szServerName: string,
    rtFlag: number,
    expiryToken: Uint8Array | null,
  ): Promise<{ status: Status; hbc: HBC | null }>;

  /** Takes a context of either kind; whether one of a backup is still served is documented for Windows 2000 only. */
  DsRestoreGetDatabaseLocationsW(hbc: HBC): Promise<{ status: Status; databaseLocationList: DsBlock }>;

  /** Paths are given without their type character. From here to DsRestoreRegisterComplete the directory can't start. */
  DsRestoreRegisterW(
    hbc: HBC,
    szCheckPointFilePath: string,
    szLogPath: string,
    rgrstmap: readonly EDB_RSTMAPW[],
    szBackupLogPath: string,
    genLow: number,
    genHigh: number,
  ): Promise<Status>;

  /** After a failure as `hrRestoreState` the directory does not start until a valid database was restored. */
  DsRestoreRegisterComplete(hbc: HBC, hrRestoreState: Status): Promise<Status>;

  DsRestoreEnd(hbc: HBC): Promise<Status>;

  /** Takes a server and no context. */
  DsSetCurrentBackupLogW(szServerName: string, dwCurrentLog: number): Promise<Status>;

  /**
   * Whether the DLL exports DsRestoreCheckExpiryToken, which no header declares. Looked up by name and never called,
   * since nothing public says what it takes.
   */
  readonly hasDsRestoreCheckExpiryToken: boolean;
}

/** The name of a call of the DLL. */
export type NtdsbcliCallName = Exclude<keyof NtdsbcliApi, 'hasDsRestoreCheckExpiryToken'>;
