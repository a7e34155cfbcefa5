import { type DriverControl, DsBackupError, type RestoreLocations } from '@dsbackup/session';
import type { EDB_RSTMAPW } from './native/edb-rstmap.js';
import type { HBC, NtdsbcliApi } from './native/ntdsbcli-api.js';
import { NtdsbcliAnswers } from './ntdsbcli-answers.js';
import type { NtdsbcliAuthIdentity } from './ntdsbcli-auth-identity.js';
import { answerError } from './ntdsbcli-errors.js';
import { toRestoreLocations } from './ntdsbcli-locations.js';
import { authenticate, isOnline, type ServerCalls } from './ntdsbcli-server-calls.js';

/** What DsRestoreRegisterW is told. Paths are without type characters. */
export interface Registration {
  readonly checkpointDirectory: string;
  readonly logDirectory: string;
  readonly map: readonly EDB_RSTMAPW[];
  readonly backedUpLogDirectory: string;
  readonly lowestGeneration: number;
  readonly highestGeneration: number;
}

/** The calls of one restore, judged by `NtdsbcliAnswers`. Keeps the context and ends it exactly once. */
export class NtdsbcliRestoreContext {
  readonly #api: NtdsbcliApi;
  readonly #server: string;
  readonly #answers: NtdsbcliAnswers;
  #hbc: HBC | null = null;

  constructor(api: NtdsbcliApi, server: string) {
    this.#api = api;
    this.#server = server;
    this.#answers = new NtdsbcliAnswers(api, server);
  }

  async authenticate(identity: NtdsbcliAuthIdentity, control: DriverControl): Promise<void> {
    await authenticate(this.#serverCalls, identity, control);
  }

  async requireOffline(control: DriverControl): Promise<void> {
    if (!(await isOnline(this.#serverCalls, control))) return;
    throw new DsBackupError({
      code: 'DIRECTORY_ONLINE',
      message: `DsIsNTDSOnlineW says that the directory service of "${this.#server}" is online.`,
      backend: 'ntdsbcli',
      hint: 'A running directory cannot be restored: start the domain controller in Directory Services Restore Mode.',
      scope: 'session',
    });
  }

  /** Opens the context; without a token it is a restricted one, good only for `locations`. */
  async prepare(token: Uint8Array | null, control: DriverControl): Promise<void> {
    const call = { call: 'DsRestorePrepareW', subject: this.#server };
    // 0 is a restore that replication brings up to date, the only kind that works (fact sheet, section 3.1).
    const { status, hbc } = await this.#api.DsRestorePrepareW(this.#server, 0, token);
    this.#hbc = hbc;
    this.#answers.settle(call, status, control);
    if (hbc === null) throw this.#answers.fail(answerError(call, 'gave no restore context'));
  }

  async locations(control: DriverControl): Promise<RestoreLocations> {
    const call = { call: 'DsRestoreGetDatabaseLocationsW', subject: this.#server };
    const answer = await this.#api.DsRestoreGetDatabaseLocationsW(this.#context());
    const { status, databaseLocationList: block } = answer;
    return toRestoreLocations(call, await this.#answers.names(call, { status, block }, control));
  }

  async register(registration: Registration, control: DriverControl): Promise<void> {
    const status = await this.#api.DsRestoreRegisterW(
      this.#context(),
      registration.checkpointDirectory,
      registration.logDirectory,
      registration.map,
      registration.backedUpLogDirectory,
      registration.lowestGeneration,
      registration.highestGeneration,
    );
    this.#answers.settle({ call: 'DsRestoreRegisterW', subject: this.#server }, status, control);
  }

  /** Unlocks the directory: with 0 it may start, with anything else it does not until a valid database was restored. */
  async registerComplete(state: number, control: DriverControl): Promise<void> {
    const status = await this.#api.DsRestoreRegisterComplete(this.#context(), state);
    this.#answers.settle({ call: 'DsRestoreRegisterComplete', subject: this.#server }, status, control);
  }

  /** Ends the context, if there is one. Its handle is dead afterwards, whatever DsRestoreEnd answered. */
  async end(control: DriverControl): Promise<void> {
    const hbc = this.#hbc;
    if (hbc === null) return;
    this.#hbc = null;
    const status = await this.#api.DsRestoreEnd(hbc);
    this.#answers.settle({ call: 'DsRestoreEnd', subject: this.#server }, status, control);
  }

  get #serverCalls(): ServerCalls {
    return { api: this.#api, server: this.#server, answers: this.#answers };
  }

  #context(): HBC {
    if (this.#hbc === null) throw new Error('ntdsbcli.dll was to be called without a restore context');
    return this.#hbc;
  }
}
