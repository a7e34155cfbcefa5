import type { HBC } from '@dsbackup/ntdsbcli/native';

/** What is behind an HBC of DsRestorePrepare: one restore over ntdsbcli.dll. */
export interface RestoreContext {
  readonly kind: 'restore';
  readonly hbc: HBC;
  /** Made without an expiry token: it answers the locations and nothing else. */
  readonly isRestricted: boolean;
  /** This context holds the registration; `complete` after DsRestoreRegisterComplete. */
  registration: 'none' | 'registered' | 'complete';
}
