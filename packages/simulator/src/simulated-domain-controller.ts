import type { NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import type { VssNative } from '@dsbackup/vss/native';
import type { EditableDirectory } from './directory/simulated-directory.js';
import { type DirectoryStart, directoryStart } from './machine/directory-start.js';
import type { FileCall, PlannedFailure, StatusCall } from './machine/failure-plan.js';
import type { RestoreRegistration } from './machine/restore-registration.js';
import type { SimulatedMachine } from './machine/simulated-machine.js';
import { type WriterFailure, WriterFailures } from './machine/writer-failures.js';
import type { NtdsbcliVariants } from './ntdsbcli/ntdsbcli-variants.js';
import { SimulatedNtdsbcli } from './ntdsbcli/simulated-ntdsbcli.js';
import { SimulatorError } from './simulator-error.js';
import { SimulatedKernel32 } from './vss/simulated-kernel32.js';
import { SimulatedShadowFiles } from './vss/simulated-shadow-files.js';
import { SimulatedVssapi } from './vss/simulated-vssapi.js';
import { parseWindowsPath } from './windows/windows-path.js';

/** What the choice of a backend rests on; the shape of dsbackup's `SystemFacts`. */
export interface SimulatedFacts {
  readonly system: string;
  readonly platform: 'win32';
  readonly windowsVersion: { readonly major: number; readonly minor: number; readonly build: number };
  readonly hasNtdsbcli: boolean;
  readonly hasVssapi: boolean;
  readonly isWow64: boolean;
}

/** What a machine is made of besides its directory. */
export interface MachineSettings {
  readonly ntdsbcli: NtdsbcliVariants;
  readonly pendingAnswers: number;
  readonly hasNtdsbcli: boolean;
}

/**
 * A domain controller in this process, over a directory tree: what dsbackup calls a `BackupHost`, and the controls
 * of a test around it. Both native APIs work on the same files and keep their state as long as this object.
 */
export class SimulatedDomainController {
  /** Such as `simulated Windows Server 2022`. */
  readonly name: string;
  /** Changes files as the machine's own programs would: snapshots keep what was there before. */
  readonly directory: EditableDirectory;
  readonly #machine: SimulatedMachine;
  readonly #settings: MachineSettings;
  readonly #writerFailures = new WriterFailures();
  readonly #ntdsbcli: NtdsbcliApi;
  readonly #vss: VssNative;

  /** Use `openSimulatedDomainController`. */
  constructor(machine: SimulatedMachine, settings: MachineSettings) {
    this.name = `simulated Windows Server ${machine.release.name}`;
    this.directory = machine.directory;
    this.#machine = machine;
    this.#settings = settings;
    this.#ntdsbcli = new SimulatedNtdsbcli(machine, settings.ntdsbcli);
    const service = {
      machine,
      writerFailures: this.#writerFailures,
      pendingAnswers: settings.pendingAnswers,
    };
    this.#vss = {
      vssapi: new SimulatedVssapi(service),
      kernel32: new SimulatedKernel32(machine),
      files: new SimulatedShadowFiles(machine),
    };
  }

  async facts(): Promise<SimulatedFacts> {
    const { name, version } = this.#machine.release;
    const { major, minor, build } = version;
    return {
      system: `Windows Server ${name} (${major}.${minor}.${build}), simulated`,
      platform: 'win32',
      windowsVersion: version,
      hasNtdsbcli: this.#settings.hasNtdsbcli,
      hasVssapi: true,
      isWow64: false,
    };
  }

  async computerName(): Promise<string> {
    return this.#machine.computerName;
  }

  /** Rejects with a SimulatorError `DLL_MISSING` where the simulated Windows has no ntdsbcli.dll. */
  async ntdsbcli(): Promise<NtdsbcliApi> {
    if (this.#settings.hasNtdsbcli) return this.#ntdsbcli;
    throw new SimulatorError('DLL_MISSING', `The ${this.name} has no ntdsbcli.dll; back it up over VSS.`);
  }

  async vss(): Promise<VssNative> {
    return this.#vss;
  }

  /**
   * Lets the next call of a name fail, or a later one. It does nothing then but answer the status; only DsBackupEnd
   * ends the backup all the same, since nobody could call it again.
   */
  failNext(call: StatusCall | FileCall, failure: PlannedFailure): void {
    this.#machine.failures.add(call, failure);
  }

  /** Lets a writer, by its name or id, fail in the next backup that reaches the phase. */
  failWriter(writer: string, failure: WriterFailure): void {
    this.#writerFailures.add(writer, failure);
  }

  /** Whether the directory service starts when the machine is started normally, and why, or why not. */
  directoryStart(): Promise<DirectoryStart> {
    return directoryStart(this.#machine);
  }

  /** What the registry says about a restore over ntdsbcli.dll; undefined when there never was one. */
  restoreRegistration(): RestoreRegistration | undefined {
    return this.#machine.directory.registration;
  }

  /**
   * Where a path of the machine lies in this process's file system, or would lie: `C:\Windows\NTDS`, or the same as
   * `\\DC01\C$\Windows\NTDS`. Rejects with a SimulatorError `SOURCE_MISSING` for one that is not on it.
   */
  async localPath(path: string): Promise<string> {
    const parsed = parseWindowsPath(path);
    const { directory, computerName } = this.#machine;
    const isOwn =
      parsed?.kind === 'live' || (parsed?.kind === 'unc' && isSameName(parsed.server, computerName));
    if (parsed !== undefined && isOwn) return directory.localPath(parsed.segments);
    throw new SimulatorError('SOURCE_MISSING', `${path} is no path of the ${this.name}.`);
  }

  /**
   * Another program on the machine begins to create a snapshot set; until the function that this returns is called,
   * StartSnapshotSet answers VSS_E_SNAPSHOT_SET_IN_PROGRESS.
   */
  beginForeignSnapshotSet(): () => void {
    const { directory } = this.#machine;
    if (directory.isCreatingSnapshotSet) {
      throw new SimulatorError('MISUSE', 'A snapshot set is being created already.');
    }
    directory.isCreatingSnapshotSet = true;
    return () => {
      directory.isCreatingSnapshotSet = false;
    };
  }

  /** The native calls that were made, oldest first; the last 10,000 unless said otherwise. */
  journal(): string[] {
    return this.#machine.journal.lines();
  }

  /** How many contexts, blocks of memory, interfaces and open files were handed out and not given back. */
  liveResources(): number {
    return this.#machine.resources.count;
  }

  /** What those are, by name. */
  liveResourceNames(): string[] {
    return this.#machine.resources.names();
  }
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
