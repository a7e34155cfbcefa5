import { sharedDirectory } from './directory/shared-directory.js';
import { FailurePlan } from './machine/failure-plan.js';
import { NativeJournal } from './machine/native-journal.js';
import { ResourceLedger } from './machine/resource-ledger.js';
import type { NtdsbcliVariants } from './ntdsbcli/ntdsbcli-variants.js';
import { SimulatedDomainController } from './simulated-domain-controller.js';
import { readMarker, requireComputerName } from './tree/marker.js';
import { type WindowsReleaseName, windowsRelease } from './windows/windows-release.js';

/** How to open a simulated machine. Everything has a default. */
export interface SimulatorOptions {
  /** Else what the marker says, else 2022. */
  readonly windows?: WindowsReleaseName;
  /** Else what the marker says, else `SIMULATED`. */
  readonly computerName?: string;
  /** How ntdsbcli.dll behaves where the documentation is silent. */
  readonly ntdsbcli?: NtdsbcliVariants;
  /** Whether the machine has ntdsbcli.dll, against what the release says. */
  readonly hasNtdsbcli?: boolean;
  /**
   * How the machine was started. In `restore-mode`, Directory Services Restore Mode, its directory is offline and can be
   * restored over ntdsbcli.dll. Open the same directory again in `normal` mode to start it after a restore. Default: `normal`.
   */
  readonly startedIn?: 'normal' | 'restore-mode';
  /** How many times an IVssAsync answers VSS_S_ASYNC_PENDING first; 1 if not given. */
  readonly pendingAnswers?: number;
  /** How many lines the journal keeps; 10,000 if not given. */
  readonly journalLimit?: number;
  /** The machine's clock, for the times that it writes into tokens and documents. */
  readonly now?: () => Date;
}

const usualRelease: WindowsReleaseName = '2022';
const usualName = 'SIMULATED';
const usualJournal = 10_000;

/**
 * Opens a directory tree as a domain controller: one that `createDomainController` made, or any with
 * `Windows/NTDS/ntds.dit`. Reads the marker and nothing else; without ntds.dit the machine opens, and its directory
 * is offline: DsIsNTDSOnline says so, and the NTDS writer is absent.
 *
 * @throws SimulatorError `SOURCE_MISSING` when there is no such directory, `MARKER_INVALID`, `INVALID_OPTION`
 */
export async function openSimulatedDomainController(
  directory: string,
  options: SimulatorOptions = {},
): Promise<SimulatedDomainController> {
  const shared = await sharedDirectory(directory);
  const marker = await readMarker(shared.root);
  const release = windowsRelease(options.windows ?? marker?.windows ?? usualRelease);
  const machine = {
    directory: shared,
    release,
    computerName: requireComputerName(options.computerName ?? marker?.computerName ?? usualName),
    journal: new NativeJournal(options.journalLimit ?? usualJournal),
    failures: new FailurePlan(),
    resources: new ResourceLedger(),
    isInRestoreMode: options.startedIn === 'restore-mode',
    now: options.now ?? (() => new Date()),
  };
  return new SimulatedDomainController(machine, {
    ntdsbcli: options.ntdsbcli ?? {},
    pendingAnswers: options.pendingAnswers ?? 1,
    hasNtdsbcli: options.hasNtdsbcli ?? release.hasNtdsbcli,
  });
}
