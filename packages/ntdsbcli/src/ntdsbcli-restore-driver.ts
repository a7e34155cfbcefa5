import {
  type DriverControl,
  type DriverRestoreReceipt,
  DsBackupError,
  type RestoreCapabilities,
  type RestoreDriver,
  type RestoreFile,
  type RestoreLocations,
  type RestorePlan,
} from '@dsbackup/session';
import { requireExpiryToken } from './expiry-token.js';
import { inPhase } from './in-phase.js';
import { hrCodes } from './native/hr-codes.js';
import type { NtdsbcliApi } from './native/ntdsbcli-api.js';
import type { NtdsbcliAuthIdentity } from './ntdsbcli-auth-identity.js';
import { addFailure } from './ntdsbcli-errors.js';
import { ntdsbcliRestoreCapabilities } from './ntdsbcli-restore-capabilities.js';
import { NtdsbcliRestoreContext } from './ntdsbcli-restore-context.js';
import { requireServerName } from './ntdsbcli-server-name.js';
import { createRestoreFileSystem } from './placement/node-restore-file-system.js';
import type { RestoreFileSystem } from './placement/restore-file-system.js';
import { RestorePlacement } from './placement/restore-placement.js';
import { planOnComputer } from './restore-plan-on-computer.js';
import { restoreState } from './restore-state.js';

/** What a restore through ntdsbcli.dll is made of. */
export interface NtdsbcliRestoreOptions {
  readonly api: NtdsbcliApi;
  /** The name of this very computer, with or without two backslashes before it. The DLL serves no other. */
  readonly serverName: string;
  /**
   * The token that the backup was made with. Without one Windows gives a restricted handle: only `locations` works, and the
   * capabilities say so before anything is touched.
   */
  readonly expiryToken?: Uint8Array | undefined;
  /** The places that the backup came from, which are answered where DsRestoreGetDatabaseLocationsW fails. */
  readonly originalLocations?: RestoreLocations | undefined;
  /** Whom to act as. Default: the account of this process, which needs SeRestorePrivilege enabled. */
  readonly authIdentity?: NtdsbcliAuthIdentity | undefined;
  /** Where files are written. Default: the file system of this process. */
  readonly files?: RestoreFileSystem | undefined;
}

/**
 * Makes the driver that restores a directory database through ntdsbcli.dll, on a domain controller in Directory Services
 * Restore Mode, in the order that Microsoft gives:
 * https://learn.microsoft.com/windows/win32/ad/restoring-an-active-directory-server
 *
 * The DLL has no call that writes. Files are written beside their places, which takes the room of old and new together, and
 * exchanged by renaming when all are whole. Until Windows has taken DsRestoreRegisterComplete(S_OK) that is taken back on any failure. Every call of the DLL is
 * reported as a `native-call`; DsRestoreEnd follows exactly once on every DsRestorePrepareW that gave a context.
 *
 * @throws {DsBackupError} `INVALID_ARGUMENT` when the server's name is none that the DLL takes; `TOKEN_REFUSED` when the token has
 *   the length of none.
 */
export function createNtdsbcliRestoreDriver(options: NtdsbcliRestoreOptions): RestoreDriver {
  return new NtdsbcliRestoreDriver(options);
}

class NtdsbcliRestoreDriver implements RestoreDriver {
  readonly backend = 'ntdsbcli';
  readonly capabilities: RestoreCapabilities;
  readonly #context: NtdsbcliRestoreContext;
  readonly #server: string;
  readonly #token: Uint8Array | null;
  readonly #original: RestoreLocations | undefined;
  readonly #identity: NtdsbcliAuthIdentity | undefined;
  readonly #files: RestoreFileSystem;
  readonly #warnings: string[] = [];
  /** `asked` after a DsRestoreRegisterW that failed: it may have locked the directory all the same. */
  #registered: 'no' | 'asked' | 'yes' = 'no';
  #placement: RestorePlacement | undefined;

  constructor({
    api,
    serverName,
    expiryToken,
    originalLocations,
    authIdentity,
    files,
  }: NtdsbcliRestoreOptions) {
    this.#server = requireServerName(serverName);
    this.#token = expiryToken === undefined ? null : requireExpiryToken(expiryToken);
    this.capabilities = ntdsbcliRestoreCapabilities(expiryToken !== undefined);
    this.#context = new NtdsbcliRestoreContext(api, this.#server);
    this.#original = originalLocations;
    this.#identity = authIdentity;
    this.#files = files ?? createRestoreFileSystem();
  }

  async prepare(control: DriverControl): Promise<void> {
    if (this.#token === null) {
      this.#warn('Without the expiry token of the backup only the locations can be asked for.', control);
    }
    await inPhase(control, 'connect', async () => {
      control.signal.throwIfAborted();
      if (this.#identity !== undefined) await this.#context.authenticate(this.#identity, control);
      control.signal.throwIfAborted();
      await this.#context.requireOffline(control);
    });
    await inPhase(control, 'prepare', async () => {
      control.signal.throwIfAborted();
      await this.#context.prepare(this.#token, control);
    });
  }

  /** Microsoft's way on when Windows names no places: those that the backup came from. */
  async locations(control: DriverControl): Promise<RestoreLocations> {
    try {
      return await this.#context.locations(control);
    } catch (failure) {
      if (!DsBackupError.is(failure)) throw failure;
      if (this.#original === undefined) throw asCallFailure(failure);
      this.#warn(`${failure.message} The places that the backup came from are taken instead.`, control);
      return this.#original;
    }
  }

  async register(plan: RestorePlan, control: DriverControl): Promise<void> {
    const planned = planOnComputer(this.#server, plan);
    const placement = new RestorePlacement(this.#files, planned);
    await placement.requireNoRemains();
    await inPhase(control, 'register', async () => {
      control.signal.throwIfAborted();
      this.#registered = 'asked';
      await this.#context.register(planned.registration, control);
      this.#registered = 'yes';
      this.#placement = placement;
    });
  }

  create(file: RestoreFile): Promise<void> {
    return this.#requirePlacement().create(file);
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#requirePlacement().write(bytes);
  }

  close(whole: boolean): Promise<void> {
    return this.#requirePlacement().close(whole);
  }

  async commit(control: DriverControl): Promise<DriverRestoreReceipt> {
    const placement = this.#requirePlacement();
    await inPhase(control, 'commit', async () => {
      await placement.place();
      await this.#context.registerComplete(hrCodes.hrNone, control);
      this.#registered = 'no';
      // From here on the restore stands: what is left over now is untidy and no failure.
      for (const message of await placement.finish()) this.#warn(message, control);
    });
    return { restartRequired: true, warnings: this.#warnings };
  }

  /** Windows is told last: it lets go of the directory then, and the files must be what they are going to be. */
  async abort(reason: unknown, control: DriverControl): Promise<void> {
    const registered = this.#registered;
    if (registered === 'no') return;
    this.#registered = 'no';
    await inPhase(control, 'abort', async () => {
      const complete = () => this.#context.registerComplete(restoreState(reason), control);
      if (registered === 'asked') return this.#unlockIfLocked(complete, control);
      try {
        await this.#requirePlacement().takeBack();
      } catch (failure) {
        await complete().catch((also: unknown) => {
          throw addFailure(failure, also);
        });
        throw failure;
      }
      await complete();
    });
  }

  async release(control: DriverControl): Promise<void> {
    await inPhase(control, 'release', () => this.#context.end(control));
  }

  /** Nothing was placed, and that there is nothing to complete is as good an answer as success. */
  async #unlockIfLocked(complete: () => Promise<void>, control: DriverControl): Promise<void> {
    try {
      await complete();
    } catch (failure) {
      if (!DsBackupError.is(failure)) throw failure;
      this.#warn(
        `${failure.message} If the directory does not start, this restore may still lock it.`,
        control,
      );
    }
  }

  #warn(message: string, control: DriverControl): void {
    this.#warnings.push(message);
    control.report({ kind: 'warning', message });
  }

  #requirePlacement(): RestorePlacement {
    if (this.#placement === undefined) throw new Error('The driver was used before a plan was registered');
    return this.#placement;
  }
}

/** Windows named no places, and that is all that went wrong. */
function asCallFailure({ code, message, backend, native, retryable, hint }: DsBackupError): DsBackupError {
  return new DsBackupError({
    code,
    message,
    backend,
    native,
    retryable,
    hint: hint ?? 'Restore to the folders that the backup came from.',
    scope: 'call',
  });
}
