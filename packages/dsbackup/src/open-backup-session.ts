import { createNtdsbcliBackupDriver, type NtdsbcliAuthIdentity } from '@dsbackup/ntdsbcli';
import {
  type BackupDriver,
  DsBackupError,
  type IBackupSession,
  type SessionOptions,
  startBackupSession,
} from '@dsbackup/session';
import { createVssBackupDriver } from '@dsbackup/vss';
import type { BackupHost } from './backup-host.js';
import { type BackendName, type BackendRequest, chooseBackend } from './choose-backend.js';
import { createWindowsHost } from './create-windows-host.js';
import { fromWin32Error } from './from-win32-error.js';

/** Options of `openBackupSession`. */
export interface OpenBackupSessionOptions extends SessionOptions {
  /** Default `auto`: ntdsbcli.dll before Windows Vista, VSS from it on. Or a backend by name, or a driver of your own. */
  readonly backend?: BackendRequest | BackupDriver | undefined;
  /** Which Windows to back up. Default: the one this process runs on. */
  readonly host?: BackupHost | undefined;
  /** Who to be for ntdsbcli.dll, if not the user of this process. Refused with `UNSUPPORTED` by VSS, which has no such call. */
  readonly authIdentity?: NtdsbcliAuthIdentity | undefined;
}

/**
 * Opens a backup of this domain controller; resolves when it is prepared, that is when DsBackupPrepare has succeeded or
 * the shadow copy exists. What was chosen, and why, is reported to `onProgress` as `backend-chosen`.
 *
 * Takes seconds to minutes on Windows. Leaving the scope of the session without `complete()` aborts.
 *
 * Rejects with `NO_BACKEND` if nothing fits this system (there is no falling back), `ACCESS_DENIED`, `DIRECTORY_OFFLINE`,
 * `SERVER_UNAVAILABLE`, `BACKUP_IN_PROGRESS`, `SNAPSHOT_IN_PROGRESS`, `WRITER_MISSING`, `WRITER_FAILED`,
 * `VOLUME_NOT_SUPPORTED`, `SNAPSHOT_LOST`, `INSUFFICIENT_STORAGE`, `OUT_OF_MEMORY`, `DEADLINE_EXCEEDED`, `NATIVE_FAILURE`, or the signal's own reason.
 *
 * @example
 * ```ts
 * await using session = await openBackupSession();
 * for await (const file of session.files()) {
 *   for await (const chunk of session.readFile(file)) await store(file.path, chunk);
 * }
 * const receipt = await session.complete();
 * ```
 */
export async function openBackupSession(options: OpenBackupSessionOptions = {}): Promise<IBackupSession> {
  options.signal?.throwIfAborted();
  return startBackupSession(await driverFor(options), options);
}

async function driverFor(options: OpenBackupSessionOptions): Promise<BackupDriver> {
  const asked = options.backend ?? 'auto';
  if (typeof asked === 'object') return asked;
  const host = options.host ?? createWindowsHost();
  const { backend, reason } = chooseBackend(await asking(host.facts()), asked);
  tell(options, backend, reason);
  if (backend === 'ntdsbcli') {
    const api = await asking(host.ntdsbcli());
    const serverName = await asking(host.computerName());
    return createNtdsbcliBackupDriver({ api, serverName, authIdentity: options.authIdentity });
  }
  if (options.authIdentity !== undefined) {
    throw new DsBackupError({
      code: 'UNSUPPORTED',
      backend,
      message: 'VSS takes no user name and password; it works as the user of this process.',
      hint: 'Start the process as the user who may back up, or leave the identity out.',
    });
  }
  return createVssBackupDriver({ native: await asking(host.vss()) });
}

/** Waits for a host's answer; what its Windows refused becomes the one error of dsbackup. */
async function asking<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw fromWin32Error(error);
  }
}

function tell(options: OpenBackupSessionOptions, backend: BackendName, reason: string): void {
  try {
    options.onProgress?.({ kind: 'backend-chosen', backend, reason });
  } catch {
    // A progress handler is for people to watch; what it throws must not stop a backup.
  }
}
