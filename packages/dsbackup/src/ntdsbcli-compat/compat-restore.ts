import { BFT_CHECKPOINT_DIR, BFT_LOG_DIR, type EDB_RSTMAPW, hrCodes } from '@dsbackup/ntdsbcli/native';
import { DsBackupError, type IRestoreSession } from '@dsbackup/session';
import { type AttachmentText, attachmentText, locationEntries } from './attachment-text.js';
import { type CallOutcomes, RefusedCall, refused } from './call-outcomes.js';
import { ERROR_INVALID_PARAMETER, type HRESULT } from './hresult.js';

/** The arguments of DsRestoreRegister after its context. */
export interface RestoreRegistration {
  readonly checkpointPath: string;
  readonly logPath: string;
  readonly map: readonly EDB_RSTMAPW[];
  readonly mapSize: number;
  readonly backupLogPath: string;
  readonly genLow: number;
  readonly genHigh: number;
}

/** The functions of one restore, over a session of any backend. Each answers a status and never rejects, but for a bug. */
export class CompatRestore {
  readonly #session: IRestoreSession;
  readonly #outcomes: CallOutcomes;
  #registered = false;
  #settled = false;
  #ended = false;

  constructor(session: IRestoreSession, outcomes: CallOutcomes) {
    this.#session = session;
    this.#outcomes = outcomes;
  }

  async locations(): Promise<{ hr: HRESULT; list: AttachmentText | undefined }> {
    let list: AttachmentText | undefined;
    const hr = await this.#outcomes.of(async () => {
      list = attachmentText(locationEntries(await this.#session.locations()));
    });
    return { hr, list };
  }

  /** The caller copies the files, as the DLL has it: between this and `registerComplete`. */
  register(registration: RestoreRegistration): Promise<HRESULT> {
    return this.#outcomes.of(async () => {
      this.#requireRegistrable();
      const { map, mapSize, genLow, genHigh } = registration;
      if (!Number.isInteger(mapSize) || mapSize < 0 || mapSize > map.length)
        throw refused(`DsRestoreRegister: rgrstmap has ${map.length} elements, and crstmap says ${mapSize}.`);
      await this.#session.register({
        databases: map.slice(0, mapSize).map((database) => ({
          backedUpAs: database.wszDatabaseName,
          restoreTo: database.wszNewDatabaseName,
        })),
        logReplay: {
          checkpointDirectory: withoutType(registration.checkpointPath),
          logDirectory: withoutType(registration.logPath),
          backedUpLogDirectory: withoutType(registration.backupLogPath),
          lowestGeneration: genLow,
          highestGeneration: genHigh,
        },
        files: 'placed-by-caller',
      });
      this.#registered = true;
    });
  }

  registerComplete(hrRestoreState: HRESULT): Promise<HRESULT> {
    return this.#outcomes.of(async () => {
      if (!this.#registered && this.#session.state === 'open')
        throw refused('DsRestoreRegisterComplete: no restore is registered.', 'OUT_OF_ORDER');
      const state = hrRestoreState >>> 0;
      if (state === 0) await this.#session.complete();
      else await this.#abort(state);
      this.#settled = true;
    });
  }

  /** A restore that was registered and never completed is given up here, and that is no success. */
  async end(): Promise<HRESULT> {
    if (this.#ended) return ERROR_INVALID_PARAMETER;
    this.#ended = true;
    const released = await this.#outcomes.of(() => this.#session.end());
    if (!this.#registered || this.#settled || released !== 0) return released;
    return this.#outcomes.firstFailure ?? hrCodes.hrNoFullRestore;
  }

  async #abort(state: HRESULT): Promise<void> {
    // Aborting twice is nothing to a session; here the second call comes too late.
    if (this.#session.state === 'aborted')
      throw refused('DsRestoreRegisterComplete: the restore was given up already.');
    const native = { call: 'DsRestoreRegisterComplete', domain: 'hresult', status: state } as const;
    const message = `The caller gave the restore up with the status 0x${state.toString(16).toUpperCase()}.`;
    await this.#session.abort(new DsBackupError({ code: 'NATIVE_FAILURE', message, native }));
  }

  #requireRegistrable(): void {
    if (this.#session.capabilities.locationsOnly) {
      const message = 'DsRestoreRegister: without the expiry token only the locations can be asked for.';
      throw new RefusedCall(hrCodes.hrMissingExpiryToken, refused(message, 'UNSUPPORTED'));
    }
    if (!this.#registered || this.#session.state !== 'open') return;
    const error = refused('DsRestoreRegister: a restore is registered already.', 'OUT_OF_ORDER');
    throw new RefusedCall(hrCodes.hrRestoreMapExists, error);
  }
}

/** A path out of a list of locations may still have its type before it: neither of the two begins a path of Windows. */
function withoutType(path: string): string {
  const types = [BFT_LOG_DIR, BFT_CHECKPOINT_DIR];
  return typeof path === 'string' && types.includes(path.charCodeAt(0)) ? path.slice(1) : path;
}
