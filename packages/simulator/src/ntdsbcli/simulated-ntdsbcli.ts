import type { DsMemory, EDB_RSTMAPW, HBC, NtdsbcliApi, Status } from '@dsbackup/ntdsbcli/native';
import type { DirectorySnapshot } from '../directory/directory-snapshot.js';
import { isDirectoryOnline } from '../machine/directory-start.js';
import { expiryToken } from '../machine/expiry.js';
import { databaseFolder, databaseName, type SimulatedMachine } from '../machine/simulated-machine.js';
import { BFT } from './attachment-list.js';
import { attachmentNameOf, fileNameOf } from './attachment-names.js';
import type { BackupContext } from './backup-context.js';
import { DllMemory } from './dll-memory.js';
import type { Answer } from './failed-answers.js';
import { handles } from './handles.js';
import { logFiles } from './log-files.js';
import { NtdsbcliCalls } from './ntdsbcli-calls.js';
import type { NtdsbcliVariants } from './ntdsbcli-variants.js';
import { filledPart, isReadSize, readStatus } from './read-rules.js';
import { refuseServer } from './refuse-server.js';
import { SimulatedRestore } from './simulated-restore.js';
import { status } from './status.js';
import { truncateLogs } from './truncate-logs.js';

const BACKUP_TYPE_FULL = 1;

/**
 * ntdsbcli.dll over a directory tree. As strict about order as the documentation (fact sheet, sections 2 and 5.1)
 * and the engine below it are; where they are silent, the stricter reading, and the code says INFERENCE.
 */
export class SimulatedNtdsbcli implements NtdsbcliApi {
  readonly #machine: SimulatedMachine;
  readonly #variants: NtdsbcliVariants;
  readonly #calls: NtdsbcliCalls;
  readonly #memory: DllMemory;
  readonly #restore: SimulatedRestore;
  readonly hasDsRestoreCheckExpiryToken: boolean;

  constructor(machine: SimulatedMachine, variants: NtdsbcliVariants) {
    this.#machine = machine;
    this.#variants = variants;
    this.#calls = new NtdsbcliCalls(machine, variants.win32Codes === 'wrapped');
    this.#memory = new DllMemory(machine.resources, variants);
    this.#restore = new SimulatedRestore({ machine, variants, calls: this.#calls, memory: this.#memory });
    this.hasDsRestoreCheckExpiryToken = variants.hasDsRestoreCheckExpiryToken ?? true;
  }

  DsIsNTDSOnlineW(szServerName: string): Promise<Answer<'DsIsNTDSOnlineW'>> {
    return this.#calls.run('DsIsNTDSOnlineW', `"${szServerName}"`, async (fail) => {
      const refusal = refuseServer(this.#machine, szServerName);
      if (refusal !== undefined) return fail(refusal);
      return { status: status.hrNone, fNTDSOnline: await isDirectoryOnline(this.#machine) };
    });
  }

  async DsSetAuthIdentityW(
    szUserName: string,
    szDomainName: string,
    szPassword: Uint8Array,
  ): Promise<Status> {
    const args = `"${szUserName}", "${szDomainName}", password`;
    const answer = await this.#calls.run('DsSetAuthIdentityW', args, async (fail) =>
      fail(isTerminated(szPassword) ? status.hrNone : status.ERROR_INVALID_PARAMETER),
    );
    return answer.status;
  }

  DsBackupPrepareW(
    szBackupServer: string,
    grbit: number,
    btFlag: number,
  ): Promise<Answer<'DsBackupPrepareW'>> {
    const args = `"${szBackupServer}", ${grbit}, ${btFlag}`;
    return this.#calls.run('DsBackupPrepareW', args, async (fail) => {
      const refusal =
        refuseServer(this.#machine, szBackupServer) ?? (await this.#refusePrepare(grbit, btFlag));
      if (refusal !== undefined) return fail(refusal);
      const snapshot = await this.#begin();
      const hbc = this.#machine.resources.take(handles.context) as HBC;
      this.#calls.add({ kind: 'backup', hbc, snapshot, phase: 'databases', open: undefined, reads: 0 });
      const token = this.#memory.allocate(expiryToken(this.#machine.now()));
      return { status: status.hrNone, expiryToken: token, hbc };
    });
  }

  DsBackupGetDatabaseNamesW(hbc: HBC): Promise<Answer<'DsBackupGetDatabaseNamesW'>> {
    return this.#calls.runOnBackup('DsBackupGetDatabaseNamesW', { hbc }, async ({ phase }, fail) => {
      // INFERENCE: the engine below gives its list of databases only before its list of logs.
      if (phase !== 'databases') return fail(status.hrInvalidBackupSequence);
      const attachmentInfo = this.#memory.list([
        { tag: BFT.NTDS_DATABASE, name: this.#nameOf(databaseName) },
      ]);
      return { status: status.hrNone, attachmentInfo };
    });
  }

  DsBackupOpenFileW(
    hbc: HBC,
    szAttachmentName: string,
    cbReadHintSize: number,
  ): Promise<Answer<'DsBackupOpenFileW'>> {
    const args = `"${szAttachmentName}", ${cbReadHintSize}`;
    return this.#calls.runOnBackup('DsBackupOpenFileW', { hbc, args }, async (backup, fail) => {
      // INFERENCE: the code is named in ntdsbmsg.h, and no page says which function answers it.
      if (backup.open !== undefined) return fail(status.hrAlreadyOpen);
      if (!isReadSize(cbReadHintSize)) return fail(status.ERROR_INVALID_PARAMETER);
      const withTag = this.#variants.openNames === 'with-tag';
      const name = fileNameOf(this.#machine.computerName, szAttachmentName, withTag);
      if (name === undefined) return fail(status.hrFileNotFound);
      const isDatabase = name.toLowerCase() === databaseName;
      if (isDatabase !== (backup.phase === 'databases')) return fail(status.hrInvalidBackupSequence);
      const file = await backup.snapshot.open([...databaseFolder, name], szAttachmentName);
      backup.open = { file, pointer: this.#machine.resources.take(handles.openFile) };
      return { status: status.hrNone, liFileSize: BigInt(file.size + (this.#variants.sizeDifference ?? 0)) };
    });
  }

  DsBackupRead(hbc: HBC, pvBuffer: Uint8Array): Promise<Answer<'DsBackupRead'>> {
    return this.#calls.runOnBackup(
      'DsBackupRead',
      { hbc, args: `${pvBuffer.length}` },
      async (backup, fail) => {
        if (!isReadSize(pvBuffer.length)) return fail(status.ERROR_INVALID_PARAMETER);
        if (backup.open === undefined) return fail(status.hrInvalidHandle);
        backup.reads += 1;
        const { file } = backup.open;
        const cbRead = await file.read(filledPart(this.#variants, pvBuffer, backup.reads));
        return { status: readStatus(this.#variants, file, cbRead), cbRead };
      },
    );
  }

  DsBackupClose(hbc: HBC): Promise<Status> {
    return this.#statusOf('DsBackupClose', hbc, async (backup) => {
      if (backup.open === undefined) return status.hrInvalidHandle;
      this.#closeFile(backup);
      return status.hrNone;
    });
  }

  DsBackupGetBackupLogsW(hbc: HBC): Promise<Answer<'DsBackupGetBackupLogsW'>> {
    return this.#calls.runOnBackup('DsBackupGetBackupLogsW', { hbc }, async (backup, fail) => {
      if (backup.open !== undefined) return fail(status.hrInvalidBackupSequence);
      const logs = await logFiles(backup.snapshot);
      backup.phase = 'logs';
      const backupLogFiles = this.#memory.list(
        logs.map(({ name }) => ({ tag: BFT.LOG, name: this.#nameOf(name) })),
      );
      return { status: status.hrNone, backupLogFiles };
    });
  }

  DsBackupTruncateLogs(hbc: HBC): Promise<Status> {
    return this.#statusOf('DsBackupTruncateLogs', hbc, async (backup) => {
      if (backup.open !== undefined || backup.phase !== 'logs') return status.hrInvalidBackupSequence;
      const removed = await truncateLogs(this.#machine.directory, backup.snapshot);
      this.#machine.journal.write(`${removed.length} logs are removed: ${removed.join(', ')}`);
      return status.hrNone;
    });
  }

  DsBackupEnd(hbc: HBC): Promise<Status> {
    return this.#statusOf('DsBackupEnd', hbc, async (backup) => {
      const { directory, resources } = this.#machine;
      this.#closeFile(backup);
      await directory.release(backup.snapshot);
      this.#calls.delete(hbc);
      resources.giveBack(hbc, handles.context, 'DsBackupEnd');
      directory.isBeingBackedUp = false;
      return status.hrNone;
    });
  }

  /** Rejects with a SimulatorError `MISUSE` for memory that is not the DLL's or was freed: there it is a damaged heap. */
  async DsBackupFree(pvBuffer: DsMemory): Promise<void> {
    this.#memory.free(pvBuffer);
    this.#machine.journal.write(`DsBackupFree(0x${pvBuffer.toString(16)})`);
  }

  DsRestorePrepareW(
    szServerName: string,
    rtFlag: number,
    expiryToken: Uint8Array | null,
  ): Promise<Answer<'DsRestorePrepareW'>> {
    return this.#restore.prepare(szServerName, rtFlag, expiryToken);
  }

  DsRestoreGetDatabaseLocationsW(hbc: HBC): Promise<Answer<'DsRestoreGetDatabaseLocationsW'>> {
    return this.#restore.locations(hbc);
  }

  DsRestoreRegisterW(
    hbc: HBC,
    szCheckPointFilePath: string,
    szLogPath: string,
    rgrstmap: readonly EDB_RSTMAPW[],
    szBackupLogPath: string,
    genLow: number,
    genHigh: number,
  ): Promise<Status> {
    const restore = { szCheckPointFilePath, szLogPath, rgrstmap, szBackupLogPath, genLow, genHigh };
    return this.#restore.register(hbc, restore);
  }

  DsRestoreRegisterComplete(hbc: HBC, hrRestoreState: Status): Promise<Status> {
    return this.#restore.registerComplete(hbc, hrRestoreState);
  }

  DsRestoreEnd(hbc: HBC): Promise<Status> {
    return this.#restore.end(hbc);
  }

  DsSetCurrentBackupLogW(szServerName: string, dwCurrentLog: number): Promise<Status> {
    return this.#restore.setCurrentBackupLog(szServerName, dwCurrentLog);
  }

  async #refusePrepare(grbit: number, btFlag: number): Promise<Status | undefined> {
    if (grbit !== 0 || btFlag !== BACKUP_TYPE_FULL) return status.ERROR_INVALID_PARAMETER;
    if (!(await isDirectoryOnline(this.#machine))) return status.hrCouldNotConnect;
    // INFERENCE: one external backup per engine; the code is the engine's own, JET_errBackupInProgress.
    return this.#machine.directory.isBeingBackedUp ? status.hrBackupInProgress : undefined;
  }

  async #begin(): Promise<DirectorySnapshot> {
    const { directory } = this.#machine;
    directory.isBeingBackedUp = true;
    try {
      return await directory.snapshot();
    } catch (error) {
      directory.isBeingBackedUp = false;
      throw error;
    }
  }

  #nameOf(fileName: string): string {
    return attachmentNameOf(this.#machine.computerName, fileName);
  }

  #closeFile(backup: BackupContext): void {
    const { open } = backup;
    if (open === undefined) return;
    backup.open = undefined;
    this.#machine.resources.giveBack(open.pointer, handles.openFile, 'DsBackupClose');
    open.file.closeNow();
  }

  async #statusOf(
    call: 'DsBackupClose' | 'DsBackupTruncateLogs' | 'DsBackupEnd',
    hbc: HBC,
    body: (backup: BackupContext) => Promise<Status>,
  ): Promise<Status> {
    return (await this.#calls.runOnBackup(call, { hbc }, async (backup, fail) => fail(await body(backup))))
      .status;
  }
}

/** UTF-16 with a NUL at its end. */
function isTerminated(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes.length % 2 === 0 && bytes.at(-1) === 0 && bytes.at(-2) === 0;
}
