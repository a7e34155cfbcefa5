import type { DriverControl, DsBackupError } from '@dsbackup/session';
import { type AttachmentName, parseAttachmentList } from './native/attachment-list.js';
import type { DsBlock, NtdsbcliApi } from './native/ntdsbcli-api.js';
import { answerError, type NtdsbcliCall, statusError } from './ntdsbcli-errors.js';

/**
 * What the DLL answered, judged in one place for backups and restores: each call is reported, one that did not succeed is an
 * error that says what it was made on, and memory of the DLL goes back as soon as its bytes are copied.
 *
 * Whatever a call hands out is ours to give back even when the call failed: the out-parameters were NULL before.
 */
export class NtdsbcliAnswers {
  readonly #api: NtdsbcliApi;
  readonly #server: string;
  #failed = false;

  constructor(api: NtdsbcliApi, server: string) {
    this.#api = api;
    this.#server = server;
  }

  /** Whether any call has failed yet. */
  get failed(): boolean {
    return this.#failed;
  }

  /** A call that answers nothing but its status. */
  settle(call: NtdsbcliCall, status: number, control: DriverControl): void {
    this.report(call, status, control);
    this.require(call, status);
  }

  report({ call, subject }: NtdsbcliCall, status: number, control: DriverControl): void {
    control.report({ kind: 'native-call', call, status, subject });
  }

  /** Only exactly 0 is success: raw Win32 codes are positive, and pass for success with whoever asks for less. */
  require(call: NtdsbcliCall, status: number): void {
    if (status !== 0) throw this.fail(statusError(call, status));
  }

  fail(error: DsBackupError): DsBackupError {
    this.#failed = true;
    return error;
  }

  /** The bytes of a block, which is given back. */
  async take(block: DsBlock, control: DriverControl): Promise<Uint8Array> {
    if (block.pv !== null) {
      await this.#api.DsBackupFree(block.pv);
      // It returns nothing and so can't fail.
      this.report({ call: 'DsBackupFree', subject: this.#server }, 0, control);
    }
    return block.bytes;
  }

  /** The names of a list, which is given back whatever the status. */
  async names(
    call: NtdsbcliCall,
    { status, block }: { status: number; block: DsBlock },
    control: DriverControl,
  ): Promise<readonly AttachmentName[]> {
    this.report(call, status, control);
    const bytes = await this.take(block, control);
    this.require(call, status);
    if (block.pv !== null && bytes.length === 0) throw this.fail(answerError(call, 'gave a list of no size'));
    const { names, complete } = parseAttachmentList(bytes);
    // To go on with what can be read would make a smaller backup without a word.
    if (!complete) throw this.fail(answerError(call, 'gave a list that is cut off'));
    if (names.some((name) => name.path === ''))
      throw this.fail(answerError(call, 'listed a file that has no name'));
    return names;
  }
}
