/** Which numbering a status belongs to. A raw Win32 code and an HRESULT can share a value and mean different things. */
export type StatusDomain = 'win32' | 'hresult' | 'errno';

/** What the operating system answered, kept whole, known or not. */
export interface NativeFailure {
  /** The call by its own name, such as `DsBackupPrepareW` or `IVssAsync::QueryStatus(DoSnapshotSet)`. */
  readonly call: string;
  readonly domain: StatusDomain;
  /** The status as an unsigned 32-bit number (for `errno`, Node's positive number). */
  readonly status: number;
  /** The status by name, such as `VSS_E_BAD_STATE`; absent when the number is not one we know. */
  readonly symbol?: string | undefined;
}
