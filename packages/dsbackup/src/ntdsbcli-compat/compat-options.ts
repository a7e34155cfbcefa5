import type { BackupCommit, BackupProgress, DsBackupError } from '@dsbackup/session';
import type { BackupHost } from '../backup-host.js';
import type { BackendRequest } from '../choose-backend.js';
import type { HRESULT } from './hresult.js';

/** Options of `createNtdsbcliCompat`. Everything has a default. */
export interface NtdsbcliCompatOptions {
  /** Which Windows the functions work on. Default: the one this process runs on. */
  readonly host?: BackupHost | undefined;
  /** Default `auto`: ntdsbcli.dll before Windows Vista, VSS from it on. */
  readonly backend?: BackendRequest | undefined;
  /** Told what happens, every native call included. What it throws is ignored. */
  readonly onProgress?: ((progress: BackupProgress) => void) | undefined;
  /** Told the whole error behind every status that is not 0: the native call, what it means and what to do. What it throws is ignored. */
  readonly onFailure?: ((error: DsBackupError, hr: HRESULT) => void) | undefined;
  /**
   * Handed what a restore will ask for, before a backup is declared a success by DsBackupEnd (or DsBackupTruncateLogs): over VSS these are the
   * documents, which no function of the DLL gives. If it rejects, the backup is given up.
   */
  readonly beforeCommit?: ((commit: BackupCommit) => Promise<void> | void) | undefined;
}
