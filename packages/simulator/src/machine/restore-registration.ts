/** What the simulated registry keeps of a restore over ntdsbcli.dll, under the key "Restore in Progress". */
export interface RestoreRegistration {
  readonly checkpointDirectory: string;
  readonly logDirectory: string;
  readonly backedUpLogDirectory: string;
  readonly databases: readonly { readonly backedUpAs: string; readonly restoreTo: string }[];
  readonly lowestGeneration: number;
  readonly highestGeneration: number;
  /** `registered` locks the directory until DsRestoreRegisterComplete says how it went. */
  readonly state: 'registered' | 'complete' | 'failed';
  /** What DsRestoreRegisterComplete was told; 0 before it. */
  readonly status: number;
}
