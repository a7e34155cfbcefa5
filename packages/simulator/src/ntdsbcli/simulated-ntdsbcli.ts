import type { DsBlock, DsMemory, HBC, NtdsbcliApi, Status } from '@dsbackup/ntdsbcli/native';
import type { DirectorySnapshot } from '../directory/directory-snapshot.js';
import type { SnapshotFile } from '../directory/snapshot-file.js';
import { expiryToken } from '../machine/expiry.js';
import type { StatusCall } from '../machine/failure-plan.js';
import {
  databaseFolder,
  databaseName,
  isDirectoryOnline,
  type SimulatedMachine,
} from '../machine/simulated-machine.js';
import { BFT, encodeAttachments } from './attachment-list.js';
import { attachmentNameOf, fileNameOf } from './attachment-names.js';
import type { BackupContext } from './backup-context.js';
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
const noBlock: DsBlock = { pv: null, bytes: new Uint8Array(0) };

type Answer<Call extends keyof NtdsbcliApi> = Awaited<ReturnType<NtdsbcliApi[Call]>>;

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

  DsIsNTDSOnlineW(szServerName: string): Promise<{ status: Status; fNTDSOnline: boolean | undefined }> {
    const failed = (code: Status): Answer<'DsIsNTDSOnlineW'> => ({ status: code, fNTDSOnline: undefined });
    return this.#calls.run({ call: 'DsIsNTDSOnlineW', args: `"${szServerName}"` }, failed, async () => {
      const refusal = this.#refuseServer(szServerName);
      if (refusal !== undefined) return { result: failed(refusal) };
      const fNTDSOnline = await isDirectoryOnline(this.#machine);
      return { result: { status: status.hrNone, fNTDSOnline }, note: fNTDSOnline ? 'online' : 'offline' };
    });
  }

  DsSetAuthIdentityW(szUserName: string, szDomainName: string, szPassword: Uint8Array): Promise<Status> {
    const args = `"${szUserName}", "${szDomainName}", password`;
    const failed = (code: Status) => ({ status: code });
    return this.#calls
      .run({ call: 'DsSetAuthIdentityW', args }, failed, async () => {
        const { length } = szPassword;
        const isTerminated =
          length >= 2 && length % 2 === 0 && szPassword[length - 1] === 0 && szPassword[length - 2] === 0;
        return { result: failed(isTerminated ? status.hrNone : status.ERROR_INVALID_PARAMETER) };
      })
      .then((answer) => answer.status);
  }

  DsBackupPrepareW(
    szBackupServer: string,
    grbit: number,
    btFlag: number,
  ): Promise<{ status: Status; expiryToken: DsBlock; hbc: HBC | null }> {
    const failed = (code: Status): Answer<'DsBackupPrepareW'> => ({
      status: code,
      expiryToken: noBlock,
      hbc: null,
    });
    return this.#calls.run(
      { call: 'DsBackupPrepareW', args: `"${szBackupServer}", ${grbit}, ${btFlag}` },
      failed,
      async () => {
        const refusal = this.#refuseServer(szBackupServer) ?? (await this.#refusePrepare(grbit, btFlag));
        if (refusal !== undefined) return { result: failed(refusal) };
        const { resources, now } = this.#machine;
        const snapshot = await this.#begin();
        const hbc = resources.take(context) as HBC;
        this.#calls.add({ hbc, snapshot, phase: 'databases', open: undefined, reads: 0 });
        const token = this.#allocate(expiryToken(now()));
        return {
          result: { status: status.hrNone, expiryToken: token, hbc },
          note: `hbc 0x${hbc.toString(16)}`,
        };
      },
    );
  }

  DsBackupGetDatabaseNamesW(hbc: HBC): Promise<{ status: Status; attachmentInfo: DsBlock }> {
    const failed = (code: Status): Answer<'DsBackupGetDatabaseNamesW'> => ({
      status: code,
      attachmentInfo: noBlock,
    });
    return this.#calls.runOn(
      hbc,
      { call: 'DsBackupGetDatabaseNamesW', args: '' },
      {
        failed,
        body: async ({ phase }) => {
          // INFERENCE: the engine below gives its list of databases only before its list of logs.
          if (phase !== 'databases') return { result: failed(status.hrInvalidBackupSequence) };
          const block = this.#list([
            { tag: BFT.NTDS_DATABASE, name: attachmentNameOf(this.#machine.computerName, databaseName) },
          ]);
          return { result: { status: status.hrNone, attachmentInfo: block } };
        },
      },
    );
  }

  DsBackupOpenFileW(
    hbc: HBC,
    szAttachmentName: string,
    cbReadHintSize: number,
  ): Promise<{ status: Status; liFileSize: bigint | undefined }> {
    const failed = (code: Status): Answer<'DsBackupOpenFileW'> => ({ status: code, liFileSize: undefined });
    const args = `"${szAttachmentName}", ${cbReadHintSize}`;
    return this.#calls.runOn(
      hbc,
      { call: 'DsBackupOpenFileW', args: args },
      {
        failed,
        body: async (backup) => {
          // INFERENCE: the code is named in ntdsbmsg.h, and no page says which function answers it.
          if (backup.open !== undefined) return { result: failed(status.hrAlreadyOpen) };
          if (!isReadSize(cbReadHintSize)) return { result: failed(status.ERROR_INVALID_PARAMETER) };
          const withTag = this.#variants.openNames === 'with-tag';
          const name = fileNameOf(this.#machine.computerName, szAttachmentName, withTag);
          if (name === undefined) return { result: failed(status.hrFileNotFound) };
          const isDatabase = name.toLowerCase() === databaseName;
          if (isDatabase !== (backup.phase === 'databases'))
            return { result: failed(status.hrInvalidBackupSequence) };
          const file = await backup.snapshot.open([...databaseFolder, name], szAttachmentName);
          backup.open = { file, pointer: this.#machine.resources.take(openFile) };
          const liFileSize = BigInt(file.size + (this.#variants.sizeDifference ?? 0));
          return { result: { status: status.hrNone, liFileSize }, note: `${liFileSize} bytes` };
        },
      },
    );
  }

  DsBackupRead(hbc: HBC, pvBuffer: Uint8Array): Promise<{ status: Status; cbRead: number | undefined }> {
    const failed = (code: Status): Answer<'DsBackupRead'> => ({ status: code, cbRead: undefined });
    return this.#calls.runOn(
      hbc,
      { call: 'DsBackupRead', args: `${pvBuffer.length}` },
      {
        failed,
        body: async (backup) => {
          if (!isReadSize(pvBuffer.length)) return { result: failed(status.ERROR_INVALID_PARAMETER) };
          if (backup.open === undefined) return { result: failed(status.hrInvalidHandle) };
          backup.reads += 1;
          const { file } = backup.open;
          const cbRead = await file.read(this.#part(pvBuffer, backup.reads));
          return { result: { status: this.#readStatus(file, cbRead), cbRead }, note: `${cbRead} bytes` };
        },
      },
    );
  }

  DsBackupClose(hbc: HBC): Promise<Status> {
    return this.#statusOf('DsBackupClose', hbc, async (backup) => {
      if (backup.open === undefined) return status.hrInvalidHandle;
      await this.#closeFile(backup);
      return status.hrNone;
    });
  }

  DsBackupGetBackupLogsW(hbc: HBC): Promise<{ status: Status; backupLogFiles: DsBlock }> {
    const failed = (code: Status): Answer<'DsBackupGetBackupLogsW'> => ({
      status: code,
      backupLogFiles: noBlock,
    });
    return this.#calls.runOn(
      hbc,
      { call: 'DsBackupGetBackupLogsW', args: '' },
      {
        failed,
        body: async (backup) => {
          if (backup.open !== undefined) return { result: failed(status.hrInvalidBackupSequence) };
          const logs = await logFiles(backup.snapshot);
          backup.phase = 'logs';
          const block = this.#list(
            logs.map(({ name }) => ({
              tag: BFT.LOG,
              name: attachmentNameOf(this.#machine.computerName, name),
            })),
          );
          return { result: { status: status.hrNone, backupLogFiles: block }, note: `${logs.length} logs` };
        },
      },
    );
  }

  DsBackupTruncateLogs(hbc: HBC): Promise<Status> {
    return this.#statusOf('DsBackupTruncateLogs', hbc, async (backup) => {
      if (backup.open !== undefined || backup.phase !== 'logs') return status.hrInvalidBackupSequence;
      const removed = await truncateLogs(this.#machine.directory, backup.snapshot);
      this.#machine.journal.write(`removed ${removed.length} logs: ${removed.join(', ')}`);
      return status.hrNone;
    });
  }

  DsBackupEnd(hbc: HBC): Promise<Status> {
    return this.#statusOf('DsBackupEnd', hbc, async (backup) => {
      const { directory, resources } = this.#machine;
      await this.#closeFile(backup);
      await directory.release(backup.snapshot);
      this.#calls.delete(hbc);
      resources.giveBack(hbc, context, 'DsBackupEnd');
      directory.isBeingBackedUp = false;
      return status.hrNone;
    });
  }

  /** Throws a SimulatorError `MISUSE` for memory that is not the DLL's or was freed: there it is a damaged heap. */
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

  #list(attachments: Parameters<typeof encodeAttachments>[0]): DsBlock {
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

  async #closeFile(backup: BackupContext): Promise<void> {
    const { open } = backup;
    if (open === undefined) return;
    backup.open = undefined;
    this.#machine.resources.giveBack(open.pointer, openFile, 'DsBackupClose');
    await open.file.close();
  }

  #statusOf(call: StatusCall, hbc: HBC, body: (backup: BackupContext) => Promise<Status>): Promise<Status> {
    const failed = (code: Status) => ({ status: code });
    const steps = { failed, body: async (backup: BackupContext) => ({ result: failed(await body(backup)) }) };
    return this.#calls.runOn(hbc, { call, args: '' }, steps).then((answer) => answer.status);
  }
}

/** A multiple of 8,192, and at least 24,576 (fact sheet, sections 2.5 and 2.6). */
function isReadSize(bytes: number): boolean {
  return bytes >= smallestRead && bytes % readUnit === 0;
}
