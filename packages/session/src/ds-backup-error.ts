import type { ErrorCode } from './error-code.js';
import type { NativeFailure } from './native-failure.js';

const marker = Symbol.for('dsbackup.error');

/** What a failure spoils: the one call, the component of one file, or the whole session. */
export type ErrorScope = 'call' | 'file' | 'session';

/** What a `DsBackupError` is made of. */
export interface DsBackupErrorFields {
  readonly code: ErrorCode;
  /** One sentence that names the operation and the object, for whoever reads it at three in the morning. */
  readonly message: string;
  readonly backend?: string | undefined;
  readonly native?: NativeFailure | undefined;
  readonly hint?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly scope?: ErrorScope | undefined;
  readonly cause?: unknown;
}

/**
 * The one error of dsbackup. `code` says what it means for you, `native` what Windows said, `hint` what to do.
 *
 * Recognise it by `DsBackupError.is`, not by `instanceof`: two copies of a package may live in one process.
 */
export class DsBackupError extends Error {
  override readonly name = 'DsBackupError';
  readonly code: ErrorCode;
  /** The backend that was at work, if one was. */
  readonly backend: string | undefined;
  /** There when the operating system said no; absent for a promise that the caller broke. */
  readonly native: NativeFailure | undefined;
  /** One sentence on what to do now; only when we are sure. */
  readonly hint: string | undefined;
  /** The same call may succeed later with nothing changed. */
  readonly retryable: boolean;
  readonly scope: ErrorScope;

  constructor(fields: DsBackupErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    this.backend = fields.backend;
    this.native = fields.native;
    this.hint = fields.hint;
    this.retryable = fields.retryable ?? false;
    this.scope = fields.scope ?? (fields.native === undefined ? 'call' : 'session');
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a `DsBackupError`, of this copy of the package or another. Never throws. */
  static is(value: unknown): value is DsBackupError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
