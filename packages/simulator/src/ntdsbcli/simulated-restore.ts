import type { EDB_RSTMAPW, HBC, Status } from '@dsbackup/ntdsbcli/native';
import { isDirectoryOnline } from '../machine/directory-start.js';
import { readExpiryToken } from '../machine/expiry.js';
import { databaseName, type SimulatedMachine } from '../machine/simulated-machine.js';
import { BFT } from './attachment-list.js';
import { attachmentFolderOf, attachmentNameOf } from './attachment-names.js';
import type { DllMemory } from './dll-memory.js';
import type { Answer } from './failed-answers.js';
import { handles } from './handles.js';
import type { NtdsbcliCalls } from './ntdsbcli-calls.js';
import type { NtdsbcliVariants } from './ntdsbcli-variants.js';
import { refuseServer } from './refuse-server.js';
import type { RestoreContext } from './restore-context.js';
import { status } from './status.js';

const RESTORE_TYPE_CATCHUP = 4;
/** Five hexadecimal digits, as in the names of the logs (fact sheet, section 3.3). */
const highestGeneration = 0xfffff;

/** What the restore side of the simulated ntdsbcli.dll stands on. */
export interface RestoreSide {
  readonly machine: SimulatedMachine;
  readonly variants: NtdsbcliVariants;
  readonly calls: NtdsbcliCalls;
  readonly memory: DllMemory;
}

/** What DsRestoreRegisterW is told besides its context. */
export interface RegisteredRestore {
  readonly szCheckPointFilePath: string;
  readonly szLogPath: string;
  readonly rgrstmap: readonly EDB_RSTMAPW[];
  readonly szBackupLogPath: string;
  readonly genLow: number;
  readonly genHigh: number;
}

/** The restore side of ntdsbcli.dll (fact sheet, sections 3 and 5.2). Which call answers which code is INFERENCE where said. */
export class SimulatedRestore {
  readonly #machine: SimulatedMachine;
  readonly #variants: NtdsbcliVariants;
  readonly #calls: NtdsbcliCalls;
  readonly #memory: DllMemory;

  constructor({ machine, variants, calls, memory }: RestoreSide) {
    this.#machine = machine;
    this.#variants = variants;
    this.#calls = calls;
    this.#memory = memory;
  }

  prepare(
    szServerName: string,
    rtFlag: number,
    token: Uint8Array | null,
  ): Promise<Answer<'DsRestorePrepareW'>> {
    const args = `"${szServerName}", ${rtFlag}, ${token === null ? 'no token' : `token of ${token.length}`}`;
    return this.#calls.run('DsRestorePrepareW', args, async (fail) => {
      const refusal = refuseServer(this.#machine, szServerName) ?? (await this.#refusePrepare(rtFlag, token));
      if (refusal !== undefined) return fail(refusal);
      const hbc = this.#machine.resources.take(handles.context) as HBC;
      this.#calls.add({ kind: 'restore', hbc, isRestricted: token === null, registration: 'none' });
      return { status: status.hrNone, hbc };
    });
  }

  locations(hbc: HBC): Promise<Answer<'DsRestoreGetDatabaseLocationsW'>> {
    return this.#calls.runOn('DsRestoreGetDatabaseLocationsW', { hbc }, async ({ kind }, fail) => {
      const { locationsOfBackup, locationsOfRestore } = this.#variants;
      const refused = kind === 'backup' ? locationsOfBackup : locationsOfRestore;
      if (refused === 'refused') return fail(status.ERROR_INVALID_PARAMETER);
      const { computerName } = this.#machine;
      const folder = attachmentFolderOf(computerName);
      const databaseLocationList = this.#memory.list([
        { tag: BFT.NTDS_DATABASE, name: attachmentNameOf(computerName, databaseName) },
        { tag: BFT.LOG_DIR, name: folder },
        { tag: BFT.CHECKPOINT_DIR, name: folder },
      ]);
      return { status: status.hrNone, databaseLocationList };
    });
  }

  async register(hbc: HBC, restore: RegisteredRestore): Promise<Status> {
    const answer = await this.#calls.runOnRestore(
      'DsRestoreRegisterW',
      { hbc, args: describeRestore(restore) },
      async (context, fail) => {
        const refusal = this.#refuseRegister(context, restore);
        if (refusal !== undefined) return fail(refusal);
        context.registration = 'registered';
        this.#machine.directory.registration = {
          checkpointDirectory: restore.szCheckPointFilePath,
          logDirectory: restore.szLogPath,
          backedUpLogDirectory: restore.szBackupLogPath,
          databases: restore.rgrstmap.map(({ wszDatabaseName, wszNewDatabaseName }) => ({
            backedUpAs: wszDatabaseName,
            restoreTo: wszNewDatabaseName,
          })),
          lowestGeneration: restore.genLow,
          highestGeneration: restore.genHigh,
          state: 'registered',
          status: status.hrNone,
        };
        return fail(status.hrNone);
      },
    );
    return answer.status;
  }

  /** Takes the caller's word: what is wrong with the restored files shows when the engine starts on them. */
  async registerComplete(hbc: HBC, hrRestoreState: Status): Promise<Status> {
    const answer = await this.#calls.runOnRestore(
      'DsRestoreRegisterComplete',
      { hbc, args: `0x${hrRestoreState.toString(16)}` },
      async (context, fail) => {
        const { directory } = this.#machine;
        const { registration } = directory;
        // INFERENCE: the documentation knows no call of it without a registration.
        if (context.registration !== 'registered' || registration === undefined) {
          return fail(status.ERROR_INVALID_PARAMETER);
        }
        context.registration = 'complete';
        const state = hrRestoreState === status.hrNone ? 'complete' : 'failed';
        directory.registration = { ...registration, state, status: hrRestoreState };
        return fail(status.hrNone);
      },
    );
    return answer.status;
  }

  /** A registration that was not completed stays, and locks the directory: only its completion unlocks (section 3.4). */
  async end(hbc: HBC): Promise<Status> {
    const answer = await this.#calls.runOnRestore('DsRestoreEnd', { hbc }, async (_context, fail) => {
      this.#calls.delete(hbc);
      this.#machine.resources.giveBack(hbc, handles.context, 'DsRestoreEnd');
      return fail(status.hrNone);
    });
    return answer.status;
  }

  async setCurrentBackupLog(szServerName: string, dwCurrentLog: number): Promise<Status> {
    const args = `"${szServerName}", ${dwCurrentLog}`;
    const answer = await this.#calls.run('DsSetCurrentBackupLogW', args, async (fail) =>
      fail(refuseServer(this.#machine, szServerName) ?? status.hrNone),
    );
    return answer.status;
  }

  async #refusePrepare(rtFlag: number, token: Uint8Array | null): Promise<Status | undefined> {
    if (rtFlag !== 0 && rtFlag !== RESTORE_TYPE_CATCHUP) return status.ERROR_INVALID_PARAMETER;
    // INFERENCE: a running directory serves no restore, as one that is not running serves no backup.
    if (await isDirectoryOnline(this.#machine)) return status.hrCouldNotConnect;
    if (token === null) return undefined;
    // INFERENCE: a registered restore "blocks other restores"; the code goes by its name.
    if (this.#machine.directory.registration?.state === 'registered') return status.hrRestoreInProgress;
    // INFERENCE: which of the codes comes for which token goes by their names.
    if (token.length === 0) return status.hrMissingExpiryToken;
    const read = readExpiryToken(token);
    if (read === undefined) return status.hrUnknownExpiryTokenFormat;
    return this.#machine.now() > read.expires ? status.hrContentsExpired : undefined;
  }

  #refuseRegister(context: RestoreContext, restore: RegisteredRestore): Status | undefined {
    if (context.isRestricted) return status.hrMissingExpiryToken;
    const isLocked = this.#machine.directory.registration?.state === 'registered';
    // INFERENCE: the code goes by its name, in either case.
    if (isLocked || context.registration !== 'none') return status.hrRestoreMapExists;
    return isComplete(restore) ? undefined : status.ERROR_INVALID_PARAMETER;
  }
}

function isComplete(restore: RegisteredRestore): boolean {
  const { szCheckPointFilePath, szLogPath, szBackupLogPath, rgrstmap, genLow, genHigh } = restore;
  const names = rgrstmap.flatMap((entry) => [entry.wszDatabaseName, entry.wszNewDatabaseName]);
  const texts = [szCheckPointFilePath, szLogPath, szBackupLogPath, ...names];
  return (
    names.length > 0 &&
    texts.every((text) => text !== '') &&
    genLow >= 0 &&
    genLow <= genHigh &&
    genHigh <= highestGeneration
  );
}

function describeRestore(restore: RegisteredRestore): string {
  const { szCheckPointFilePath, szLogPath, szBackupLogPath, rgrstmap, genLow, genHigh } = restore;
  const map = rgrstmap
    .map((entry) => `"${entry.wszDatabaseName}" to "${entry.wszNewDatabaseName}"`)
    .join(', ');
  return `"${szCheckPointFilePath}", "${szLogPath}", [${map}], "${szBackupLogPath}", ${genLow}, ${genHigh}`;
}
