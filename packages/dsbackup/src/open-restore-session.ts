import {
  createNtdsbcliRestoreDriver,
  createRestoreFileSystem,
  type NtdsbcliAuthIdentity,
} from '@dsbackup/ntdsbcli';
import {
  DsBackupError,
  type IRestoreSession,
  type RestoreDriver,
  type RestoreLocations,
  type SessionOptions,
  startRestoreSession,
} from '@dsbackup/session';
import { askHost } from './ask-host.js';
import type { BackupHost } from './backup-host.js';
import { type BackendRequest, chooseBackend } from './choose-backend.js';
import { createWindowsHost } from './create-windows-host.js';
import { tellChoice } from './tell-choice.js';

/** Options of `openRestoreSession`. */
export interface OpenRestoreSessionOptions extends SessionOptions {
  /** Default `auto`: ntdsbcli.dll before Windows Vista, VSS from it on. Or a backend by name, or a driver of your own. */
  readonly backend?: BackendRequest | RestoreDriver | undefined;
  /** Which Windows to restore. Default: the one this process runs on. */
  readonly host?: BackupHost | undefined;
  /**
   * The token that came with the backup. Without it a restore over ntdsbcli.dll can only ask for locations, and its
   * `capabilities` say so before anything is touched.
   */
  readonly expiryToken?: Uint8Array | undefined;
  /** The places that the backup came from, answered where Windows can't say the present ones. */
  readonly originalLocations?: RestoreLocations | undefined;
  /** Who to be for ntdsbcli.dll, if not the user of this process. */
  readonly authIdentity?: NtdsbcliAuthIdentity | undefined;
}

/**
 * Opens a restore on this domain controller, which was started in Directory Services Restore Mode; resolves when Windows can be
 * asked for locations. What was chosen, and why, is reported to `onProgress` as `backend-chosen`.
 * Leaving the scope of the session without `complete()` aborts, and tells Windows that the restore failed.
 *
 * Rejects with `NO_BACKEND` if nothing fits this system, and for now wherever VSS is the backend: there is no restore over VSS
 * yet; `DIRECTORY_ONLINE`, `EXPIRED`, `TOKEN_REFUSED`, `RESTORE_IN_PROGRESS`, `ACCESS_DENIED`, `SERVER_UNAVAILABLE`, `OUT_OF_MEMORY`, `INVALID_ARGUMENT`,
 * `DEADLINE_EXCEEDED`, `NATIVE_FAILURE`, or the signal's own reason.
 *
 * @example
 * ```ts
 * await using session = await openRestoreSession({ expiryToken });
 * const { databases, logDirectory } = await session.locations();
 * ```
 */
export async function openRestoreSession(options: OpenRestoreSessionOptions = {}): Promise<IRestoreSession> {
  options.signal?.throwIfAborted();
  return startRestoreSession(await driverFor(options), options);
}

async function driverFor(options: OpenRestoreSessionOptions): Promise<RestoreDriver> {
  const asked = options.backend ?? 'auto';
  if (typeof asked === 'object') return asked;
  const host = options.host ?? createWindowsHost();
  const choice = chooseBackend(await askHost(host.facts()), asked);
  tellChoice(options, choice);
  if (choice.backend === 'vss') throw noRestoreYet(choice.reason);
  const { expiryToken, originalLocations, authIdentity } = options;
  const localPath = host.localPath?.bind(host);
  return createNtdsbcliRestoreDriver({
    api: await askHost(host.ntdsbcli('restore')),
    serverName: await askHost(host.computerName()),
    expiryToken,
    originalLocations,
    authIdentity,
    files: localPath && createRestoreFileSystem(localPath),
  });
}

function noRestoreYet(reason: string): DsBackupError {
  return new DsBackupError({
    code: 'NO_BACKEND',
    backend: 'vss',
    message: `${reason} But a restore over VSS is not built yet.`,
    hint: 'Read the files back with `dsbackup extract`. Where ntdsbcli.dll is there, ask for the backend "ntdsbcli" by name.',
  });
}
