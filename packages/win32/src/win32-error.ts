const marker = Symbol.for('dsbackup.win32-error');

/** What a `Win32Error` is made of. */
export interface Win32ErrorFields {
  /** The call by its own name, such as `GetComputerNameW`. */
  readonly call: string;
  /** Which numbering `status` belongs to: a raw Win32 code and an HRESULT can share a value. */
  readonly domain: 'win32' | 'hresult';
  /** The status as an unsigned 32-bit number. */
  readonly status: number;
  /** The status by name; absent when the number is not one we know. */
  readonly symbol?: string | undefined;
  /** What the call was made on: a path, a DLL, a privilege. */
  readonly object?: string | undefined;
  /** What the failure means, and what to do, when that is sure. */
  readonly meaning?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Windows said no to a call that this package made by itself.
 *
 * Recognise it by `Win32Error.is`, not by `instanceof`: two copies of a package may live in one process.
 * Classify by `domain` and `status`, never by the message.
 */
export class Win32Error extends Error {
  override readonly name = 'Win32Error';
  readonly call: string;
  readonly domain: 'win32' | 'hresult';
  /** The status as an unsigned 32-bit number. */
  readonly status: number;
  readonly symbol: string | undefined;
  readonly object: string | undefined;

  constructor(fields: Win32ErrorFields) {
    super(describe(fields), fields.cause === undefined ? undefined : { cause: fields.cause });
    this.call = fields.call;
    this.domain = fields.domain;
    this.status = fields.status;
    this.symbol = fields.symbol;
    this.object = fields.object;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a `Win32Error`, of this copy of the package or another. Never throws. */
  static is(value: unknown): value is Win32Error {
    return typeof value === 'object' && value !== null && marker in value;
  }
}

function describe(fields: Win32ErrorFields): string {
  const number = fields.domain === 'hresult' ? `0x${hex(fields.status)}` : `${fields.status}`;
  const status = fields.symbol === undefined ? `status ${number}` : `${fields.symbol} (${number})`;
  const object = fields.object === undefined ? '' : ` on "${fields.object}"`;
  const meaning = fields.meaning === undefined ? '' : `. ${fields.meaning}`;
  return `${fields.call} failed${object} with ${status}${meaning}`;
}

function hex(status: number): string {
  return status.toString(16).toUpperCase().padStart(8, '0');
}
