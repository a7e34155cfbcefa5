import type { SimulatedDirectory } from '../directory/simulated-directory.js';
import type { WindowsRelease } from '../windows/windows-release.js';
import type { FailurePlan } from './failure-plan.js';
import type { NativeJournal } from './native-journal.js';
import type { ResourceLedger } from './resource-ledger.js';

/** What both simulated APIs stand on. */
export interface SimulatedMachine {
  readonly directory: SimulatedDirectory;
  readonly release: WindowsRelease;
  readonly computerName: string;
  readonly journal: NativeJournal;
  readonly failures: FailurePlan;
  readonly resources: ResourceLedger;
  /** Started in Directory Services Restore Mode: the directory service is not running, whatever is on the disk. */
  readonly isInRestoreMode: boolean;
  /** The machine's clock. */
  now(): Date;
}

/** Where the directory service keeps its database and logs. */
export const databaseFolder = ['Windows', 'NTDS'] as const;
export const databaseName = 'ntds.dit';

/** A status as the journal shows it. */
export function hex(status: number): string {
  return `0x${status.toString(16).padStart(8, '0').toUpperCase()}`;
}
