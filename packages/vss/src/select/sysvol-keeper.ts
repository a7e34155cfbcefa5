import type { VSS_ID } from '../native/hresult.js';
import { dfsrWriterClass, frsWriterClass } from './writer-classes.js';

/** What the registry says about who replicates SYSVOL. */
export interface SysvolFacts {
  /**
   * `HKLM\SYSTEM\CurrentControlSet\Services\DFSR\Parameters\SysVols\Migrating Sysvols\LocalState`: null where the
   * key or value is missing.
   */
  readonly localState: number | null;
}

/** Which writers must name SYSVOL, and how that is known. */
export interface SysvolKeeper {
  /** Of each group, one. */
  readonly groups: readonly (readonly VSS_ID[])[];
  readonly reason: string;
}

/** States of the migration from FRS to DFS Replication; all but the last are UNSOURCED. */
const start = 0;
const redirected = 2;
const eliminated = 3;

/**
 * Which writers must report SYSVOL ("Backing Up and Restoring an FRS-Replicated SYSVOL Folder"): DFSR's where the
 * migration has ended; FRS's where it has not begun; both where it is redirected, for each has a copy of its
 * own and Netlogon says which is shared; either in between. A forest made on Windows Server 2008 or later has DFSR
 * without the key, so that no key and no FRS writer mean DFSR (INFERENCE).
 */
export function sysvolKeeper({ localState }: SysvolFacts, hasFrsWriter: boolean): SysvolKeeper {
  const said = localState === null ? 'LocalState is not set' : `LocalState is ${localState}`;
  if (localState === null) {
    return hasFrsWriter
      ? { groups: [[frsWriterClass]], reason: `${said}, and the FRS writer reports` }
      : { groups: [[dfsrWriterClass]], reason: `${said}, and no FRS writer reports` };
  }
  if (localState === eliminated) return { groups: [[dfsrWriterClass]], reason: said };
  if (localState === start) return { groups: [[frsWriterClass]], reason: said };
  const groups =
    localState === redirected ? [[frsWriterClass], [dfsrWriterClass]] : [[frsWriterClass, dfsrWriterClass]];
  return { groups, reason: `${said}: its migration to DFS Replication is under way` };
}
