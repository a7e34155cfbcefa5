import type { DsBlock, DsMemory, HBC, NtdsbcliApi, Status } from '@dsbackup/ntdsbcli/native';
import type { DirectorySnapshot } from '../directory/directory-snapshot.js';
import type { SnapshotFile } from '../directory/snapshot-file.js';
import { expiryToken } from '../machine/expiry.js';
import {
  databaseFolder,
  databaseName,
  isDirectoryOnline,
  type SimulatedMachine,
} from '../machine/simulated-machine.js';
import { type Attachment, BFT, encodeAttachments } from './attachment-list.js';
import { attachmentNameOf, fileNameOf } from './attachment-names.js';
import type { BackupContext } from './backup-context.js';
import type { Answer } from './failed-answers.js';
import { logFiles } from './log-files.js';
import { NtdsbcliCalls } from './ntdsbcli-calls.js';
import type { NtdsbcliVariants } from './ntdsbcli-variants.js';
import { status, wrapped } from './status.js';
import { truncateLogs } from './truncate-logs.js';

const BACKUP_TYPE_FULL = 1;
const readUnit = 8192;
const smallestRead = 24_576;
const memory = 'memory of ntdsbcli.dll';
const openFile = 'file of a legacy backup';
const context = 'HBC';

/**
 * ntdsbcli.dll over a directory tree. As strict about order as the documentation (fact sheet, sections 2 and 5.1)
 * and the engine below it are; where they are silent, the stricter reading, and the code says INFERENCE.
 */
export class SimulatedNtdsbcli implements NtdsbcliApi {
  readonly #machine: SimulatedMachine;
  readonly #variants: NtdsbcliVariants;
  readonly #calls: NtdsbcliCalls;

  constructor(machine: SimulatedMachine, variants: NtdsbcliVariants) {
    this.#machine = machine;
    this.#variants = variants;
    this.#calls = new NtdsbcliCalls(machine, variants.win32Codes === 'wrapped');
  }

  DsIsNTDSOnlineW(szServerName: string): Promise<Answer<'DsIsNTDSOnlineW'>> {
    return this.#calls.run('DsIsNTDSOnlineW', `"${szServerName}"`, async (fail) => {
      const refusal = this.#refuseServer(szServerName);
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
      const refusal = this.#refuseServer(szBackupServer) ?? (await this.#refusePrepare(grbit, btFlag));
      if (refusal !== undefined) return fail(refusal);
      const snapshot = await this.#begin();
      const hbc = this.#machine.resources.take(context) as HBC;
      this.#calls.add({ hbc, snapshot, phase: 'databases', open: undefined, reads: 0 });
      const token = this.#allocate(expiryToken(this.#machine.now()));
      return { status: status.hrNone, expiryToken: token, hbc };
    });
  }

  DsBackupGetDatabaseNamesW(hbc: HBC): Promise<Answer<'DsBackupGetDatabaseNamesW'>> {
    return this.#calls.runOn('DsBackupGetDatabaseNamesW', { hbc }, async ({ phase }, fail) => {
      // INFERENCE: the engine below gives its list of databases only before its list of logs.
      if (phase !== 'databases') return fail(status.hrInvalidBackupSequence);
      const attachmentInfo = this.#list([{ tag: BFT.NTDS_DATABASE, name: this.#nameOf(databaseName) }]);
      return { status: status.hrNone, attachmentInfo };
    });
  }

  DsBackupOpenFileW(
    hbc: HBC,
    szAttachmentName: string,
    cbReadHintSize: number,
  ): Promise<Answer<'DsBackupOpenFileW'>> {
    const args = `"${szAttachmentName}", ${cbReadHintSize}`;
    return this.#calls.runOn('DsBackupOpenFileW', { hbc, args }, async (backup, fail) => {
      // INFERENCE: the code is named in ntdsbmsg.h, and no page says which function answers it.
      if (backup.open !== undefined) return fail(status.hrAlreadyOpen);
      if (!isReadSize(cbReadHintSize)) return fail(status.ERROR_INVALID_PARAMETER);
      const withTag = this.#variants.openNames === 'with-tag';
      const name = fileNameOf(this.#machine.computerName, szAttachmentName, withTag);
      if (name === undefined) return fail(status.hrFileNotFound);
      const isDatabase = name.toLowerCase() === databaseName;
      if (isDatabase !== (backup.phase === 'databases')) return fail(status.hrInvalidBackupSequence);
      const file = await backup.snapshot.open([...databaseFolder, name], szAttachmentName);
      backup.open = { file, pointer: this.#machine.resources.take(openFile) };
      return { status: status.hrNone, liFileSize: BigInt(file.size + (this.#variants.sizeDifference ?? 0)) };
    });
  }

  DsBackupRead(hbc: HBC, pvBuffer: Uint8Array): Promise<Answer<'DsBackupRead'>> {
    return this.#calls.runOn('DsBackupRead', { hbc, args: `${pvBuffer.length}` }, async (backup, fail) => {
      if (!isReadSize(pvBuffer.length)) return fail(status.ERROR_INVALID_PARAMETER);
      if (backup.open === undefined) return fail(status.hrInvalidHandle);
      backup.reads += 1;
      const { file } = backup.open;
      const cbRead = await file.read(this.#part(pvBuffer, backup.reads));
      return { status: this.#readStatus(file, cbRead), cbRead };
    });
  }

  DsBackupClose(hbc: HBC): Promise<Status> {
    return this.#statusOf('DsBackupClose', hbc, async (backup) => {
      if (backup.open === undefined) return status.hrInvalidHandle;
      this.#closeFile(backup);
      return status.hrNone;
    });
  }

  DsBackupGetBackupLogsW(hbc: HBC): Promise<Answer<'DsBackupGetBackupLogsW'>> {
    return this.#calls.runOn('DsBackupGetBackupLogsW', { hbc }, async (backup, fail) => {
      if (backup.open !== undefined) return fail(status.hrInvalidBackupSequence);
      const logs = await logFiles(backup.snapshot);
      backup.phase = 'logs';
      const backupLogFiles = this.#list(logs.map(({ name }) => ({ tag: BFT.LOG, name: this.#nameOf(name) })));
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
      resources.giveBack(hbc, context, 'DsBackupEnd');
      directory.isBeingBackedUp = false;
      return status.hrNone;
    });
  }

  /** Rejects with a SimulatorError `MISUSE` for memory that is not the DLL's or was freed: there it is a damaged heap. */
  async DsBackupFree(pvBuffer: DsMemory): Promise<void> {
    this.#machine.resources.giveBack(pvBuffer, memory, 'DsBackupFree');
    this.#machine.journal.write(`DsBackupFree(0x${pvBuffer.toString(16)})`);
  }

  /** Only the local computer answers, by its name, with or without backslashes before it (fact sheet, section 1). */
  #refuseServer(name: string): Status | undefined {
    const server = name.replace(/^\\+/, '');
    if (server === '' || server.includes('_')) return status.hrCouldNotConnect;
    const isLocal = server.toLowerCase() === this.#machine.computerName.toLowerCase();
    return isLocal ? undefined : status.RPC_S_INVALID_BINDING;
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

  #list(attachments: readonly Attachment[]): DsBlock {
    return this.#allocate(encodeAttachments(attachments, this.#variants.lists !== 'without-final-nul'));
  }

  #allocate(bytes: Uint8Array): DsBlock {
    return { pv: this.#machine.resources.take(memory) as DsMemory, bytes };
  }

  /** The part of the caller's buffer that this read fills. */
  #part(buffer: Uint8Array, reads: number): Uint8Array {
    return this.#variants.shortReads === true
      ? buffer.subarray(0, 1 + ((reads * 7919) % buffer.length))
      : buffer;
  }

  #readStatus({ isAtEnd }: SnapshotFile, bytes: number): Status {
    const { endOfFile } = this.#variants;
    const ends = endOfFile === 'with-last-bytes' ? isAtEnd : bytes === 0;
    if (!ends || endOfFile === 'zero-bytes') return status.hrNone;
    return endOfFile === 'wrapped' ? wrapped(status.ERROR_HANDLE_EOF) : status.ERROR_HANDLE_EOF;
  }

  #closeFile(backup: BackupContext): void {
    const { open } = backup;
    if (open === undefined) return;
    backup.open = undefined;
    this.#machine.resources.giveBack(open.pointer, openFile, 'DsBackupClose');
    open.file.closeNow();
  }

  async #statusOf(
    call: 'DsBackupClose' | 'DsBackupTruncateLogs' | 'DsBackupEnd',
    hbc: HBC,
    body: (backup: BackupContext) => Promise<Status>,
  ): Promise<Status> {
    return (await this.#calls.runOn(call, { hbc }, async (backup, fail) => fail(await body(backup)))).status;
  }
}

/** A multiple of 8,192, and at least 24,576 (fact sheet, sections 2.5 and 2.6). */
function isReadSize(bytes: number): boolean {
  return bytes >= smallestRead && bytes % readUnit === 0;
}

/** UTF-16 with a NUL at its end. */
function isTerminated(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes.length % 2 === 0 && bytes.at(-1) === 0 && bytes.at(-2) === 0;
}
