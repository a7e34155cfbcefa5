/** Every way in which a check of this package can refuse its input. */
export type EseErrorCode =
  /** There is no file of that name. */
  | 'NOT_FOUND'
  /** The file is there, but this account may not read it. */
  | 'ACCESS_DENIED'
  /** The name is that of a folder, device or pipe. */
  | 'NOT_A_FILE'
  /** The operating system failed while reading. */
  | 'UNREADABLE'
  /** The file has no bytes at all. */
  | 'EMPTY'
  /** The file or the bytes end before the structure that was asked for. */
  | 'TRUNCATED'
  /** Nothing in the file looks like ESE. */
  | 'NOT_ESE'
  /** An ESE file, but of another kind than the one asked for. */
  | 'WRONG_FILE_TYPE'
  /** It looks like the right kind of file, but no copy of its header passes its checksum. */
  | 'HEADER_DAMAGED'
  /** A page within the database is not what its checksum or its own layout calls for. */
  | 'PAGE_DAMAGED'
  /** The header is whole, and of a version that this package does not know. */
  | 'UNSUPPORTED_VERSION'
  /** A value given by the caller does not fit the format, or makes no sense. */
  | 'BAD_ARGUMENT';

/** What an {@link EseError} is made of. */
export interface EseErrorOptions {
  /** What went wrong, from the closed list. */
  readonly code: EseErrorCode;
  /** The file it is about, when it is about a file. */
  readonly path?: string | undefined;
  /** The JET error number that Windows gives for the same thing (`jethdr.w`), when there is one. */
  readonly jet?: number | undefined;
  /** The error that caused this one. */
  readonly cause?: unknown;
}

const MARKER = Symbol.for('@dsbackup/ese/EseError');

/** The only error that this package throws by itself; an abort reason passes through as it is. */
export class EseError extends Error {
  override readonly name = 'EseError';
  /** What went wrong, from the closed list {@link EseErrorCode}. */
  readonly code: EseErrorCode;
  // Declared only, so that an error has these two only when they have a value.
  /** The file it is about, when it is about a file. */
  declare readonly path?: string;
  /** The JET error number that Windows gives for the same thing, when there is one. */
  declare readonly jet?: number;
  /** Marks the class across two copies of the package in one tree, where `instanceof` would fail. */
  readonly [MARKER] = true;

  constructor(message: string, options: EseErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    if (options.path !== undefined) this.path = options.path;
    if (options.jet !== undefined) this.jet = options.jet;
  }

  /** Whether a caught value is an {@link EseError}, made by this or by another copy of the package. */
  static is(value: unknown): value is EseError {
    return typeof value === 'object' && value !== null && MARKER in value;
  }
}
