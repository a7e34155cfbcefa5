/** What the choice of a backend rests on: facts, gathered once, without opening anything. */
export interface SystemFacts {
  /** The system by name, for messages: `Windows Server 2003 (5.2.3790)`. */
  readonly system: string;
  /** Node's platform word; `win32` is Windows. A simulated Windows says `win32` too. */
  readonly platform: string;
  /** What RtlGetVersion answers; absent where there is no Windows. */
  readonly windowsVersion?: { readonly major: number; readonly minor: number; readonly build: number };
  /** ntdsbcli.dll is in System32 and has the exports of a backup. */
  readonly hasNtdsbcli: boolean;
  /** vssapi.dll is in System32 and has CreateVssBackupComponentsInternal. */
  readonly hasVssapi: boolean;
  /** A 32-bit process on a 64-bit Windows, from which VSS cannot be used (WOW64). */
  readonly isWow64: boolean;
}
