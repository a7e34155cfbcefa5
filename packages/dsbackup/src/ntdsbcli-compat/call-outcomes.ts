import { hrCodes } from '@dsbackup/ntdsbcli/native';
import { DsBackupError } from '@dsbackup/session';
import type { HRESULT } from './hresult.js';
import { hresultOf } from './hresult-of.js';

/** A call that is refused with a status of its own, where the table by code has another. */
export class RefusedCall extends Error {
  readonly hr: HRESULT;
  readonly error: DsBackupError;

  constructor(hr: HRESULT, error: DsBackupError) {
    super(error.message);
    this.hr = hr;
    this.error = error;
  }
}

/** A promise that the caller broke: `INVALID_ARGUMENT`, or another code of that kind. */
export function refused(
  message: string,
  code:
    | 'INVALID_ARGUMENT'
    | 'NO_FILE_OPEN'
    | 'OUT_OF_ORDER'
    | 'UNSUPPORTED'
    | 'SERVER_UNAVAILABLE' = 'INVALID_ARGUMENT',
): DsBackupError {
  return new DsBackupError({ code, message });
}

/** Turns what calls reject with into statuses, and remembers the first that was not 0. */
export class CallOutcomes {
  readonly #onFailure: ((error: DsBackupError, hr: HRESULT) => void) | undefined;
  #first: HRESULT | undefined;

  constructor(onFailure: ((error: DsBackupError, hr: HRESULT) => void) | undefined) {
    this.#onFailure = onFailure;
  }

  /** The first status that was not 0, if there was one. */
  get firstFailure(): HRESULT | undefined {
    return this.#first;
  }

  /**
   * The status of a call. What is no `DsBackupError` is a bug or the caller's own, and comes through as it is. A `harmless` failure has its
   * status, and is not held against the backup.
   */
  async of(body: () => Promise<unknown>, harmless?: DsBackupError['code']): Promise<HRESULT> {
    try {
      await body();
      return 0;
    } catch (thrown) {
      const error = thrown instanceof RefusedCall ? thrown.error : thrown;
      if (!DsBackupError.is(error)) {
        this.#first ??= hrCodes.hrError;
        throw thrown;
      }
      const hr = thrown instanceof RefusedCall ? thrown.hr : hresultOf(error);
      if (error.code !== harmless) this.#first ??= hr;
      this.#tell(error, hr);
      return hr;
    }
  }

  #tell(error: DsBackupError, hr: HRESULT): void {
    try {
      this.#onFailure?.(error, hr);
    } catch {
      // A handler is for people and logs; what it throws must not change what a call answers.
    }
  }
}
