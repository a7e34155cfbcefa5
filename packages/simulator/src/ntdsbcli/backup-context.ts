import type { HBC } from '@dsbackup/ntdsbcli/native';
import type { DirectorySnapshot } from '../directory/directory-snapshot.js';
import type { SnapshotFile } from '../directory/snapshot-file.js';

/** What is behind an HBC: one backup over ntdsbcli.dll. */
export interface BackupContext {
  readonly kind: 'backup';
  readonly hbc: HBC;
  readonly snapshot: DirectorySnapshot;
  /** Databases can be opened; after the logs were listed, logs instead. */
  phase: 'databases' | 'logs';
  open: { readonly file: SnapshotFile; readonly pointer: bigint } | undefined;
  reads: number;
}
