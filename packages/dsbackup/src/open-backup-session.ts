import { createNtdsbcliBackupDriver, type NtdsbcliAuthIdentity } from '@dsbackup/ntdsbcli';
import {
  type BackupDriver,
  type IBackupSession,
  type SessionOptions,
  startBackupSession,
} from '@dsbackup/session';
import { createVssBackupDriver } from '@dsbackup/vss';
import { askHost } from './ask-host.js';
import type { BackupHost } from './backup-host.js';
import { type BackendRequest, chooseBackend } from './choose-backend.js';
import { createWindowsHost } from './create-windows-host.js';
import { identityRefused } from './identity-refused.js';
import { tellChoice } from './tell-choice.js';

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
  const choice = chooseBackend(await askHost(host.facts()), asked);
  tellChoice(options, choice);
  if (choice.backend === 'ntdsbcli') {
    const api = await askHost(host.ntdsbcli('backup'));
    const serverName = await askHost(host.computerName());
    return createNtdsbcliBackupDriver({ api, serverName, authIdentity: options.authIdentity });
  }
  if (options.authIdentity !== undefined) throw identityRefused();
  return createVssBackupDriver({ native: await askHost(host.vss()) });
}
