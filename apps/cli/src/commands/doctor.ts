import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  type BackendChoice,
  type BackupHost,
  chooseBackend,
  createWindowsHost,
  DsBackupError,
  type SystemFacts,
} from 'dsbackup';
import { exitCodes } from '../exit-code.js';
import { exitCodeOf } from '../exit-code-of.js';
import { describeError } from '../output/describe-error.js';
import { type CommandContext, type CommandOutcome, type CommonOptions, runCommand } from '../run-command.js';
import { openSimulatedHost } from './open-simulated-host.js';
import { simulatedOption } from './simulated-option.js';

interface DoctorOptions extends CommonOptions {
  readonly simulated?: string;
}

/** `dsbackup doctor`: what this system is, which backend would be chosen and why. Loads ntdsbcli.dll if it is there, and opens nothing. */
export function addDoctorCommand(program: Command, context: CommandContext): Command {
  return program
    .command('doctor')
    .description('tell what this system is, which backend would be chosen, and why')
    .addOption(simulatedOption())
    .action((options: DoctorOptions) =>
      runCommand(context, { name: 'doctor', options }, async () => {
        if (options.simulated === undefined) return examine(createWindowsHost());
        const host = await openSimulatedHost(options.simulated);
        await requireDatabase(host, options.simulated);
        return examine(host);
      }),
    );
}

/** Any folder can be opened as a machine; one without a database is no domain controller. */
async function requireDatabase(host: BackupHost, folder: string): Promise<void> {
  const database = await host.localPath?.('C:\\Windows\\NTDS\\ntds.dit');
  if (database === undefined || (await stat(database).catch(() => undefined)) !== undefined) return;
  throw new DsBackupError({
    code: 'SOURCE_MISSING',
    message: `${folder} holds no simulated domain controller: it has no Windows/NTDS/ntds.dit.`,
    hint: 'Make one: dsbackup simulate DIR.',
  });
}

async function examine(host: BackupHost): Promise<CommandOutcome> {
  const facts = await host.facts();
  const ntdsbcli = facts.hasNtdsbcli ? await tryNtdsbcli(host) : undefined;
  try {
    const choice = chooseBackend(facts, 'auto');
    const lines = describe({ facts, ntdsbcli, choice });
    return { exitCode: exitCodes.done, result: { facts, ntdsbcli, choice }, lines };
  } catch (error) {
    if (!DsBackupError.is(error)) throw error;
    const hint = error.hint === undefined ? [] : [error.hint];
    const lines = [...describe({ facts, ntdsbcli }), `No backend: ${error.message}`, ...hint];
    return { exitCode: exitCodeOf(error), result: { facts, ntdsbcli, error: describeError(error) }, lines };
  }
}

/** What came of loading ntdsbcli.dll, which is tried with the privilege that a backup needs. */
type TriedNtdsbcli =
  | { readonly loads: true; readonly hasDsRestoreCheckExpiryToken: boolean }
  | { readonly loads: false; readonly error: ReturnType<typeof describeError> };

async function tryNtdsbcli(host: BackupHost): Promise<TriedNtdsbcli> {
  try {
    const { hasDsRestoreCheckExpiryToken } = await host.ntdsbcli('backup');
    return { loads: true, hasDsRestoreCheckExpiryToken };
  } catch (error) {
    return { loads: false, error: describeError(error) };
  }
}

interface Examined {
  readonly facts: SystemFacts;
  readonly ntdsbcli: TriedNtdsbcli | undefined;
  readonly choice?: BackendChoice;
}

function describe({ facts, ntdsbcli, choice }: Examined): string[] {
  const yes = (value: boolean) => (value ? 'yes' : 'no');
  return [
    `System:        ${facts.system}`,
    `Node.js:       ${process.version}, ${process.arch}`,
    `ntdsbcli.dll:  ${yes(facts.hasNtdsbcli)}${ntdsbcli === undefined ? '' : `, ${wordsOf(ntdsbcli)}`}`,
    `vssapi.dll:    ${yes(facts.hasVssapi)}`,
    ...(facts.isWow64 ? ['32-bit Node.js on a 64-bit Windows: VSS does not work from here.'] : []),
    ...(choice === undefined ? [] : [`Backend:       ${choice.backend}. ${choice.reason}`]),
    'Node.js itself wants Windows 8.1 or Server 2012 R2 and later; on an older one it starts only with NODE_SKIP_PLATFORM_CHECK=1.',
  ];
}

function wordsOf(ntdsbcli: TriedNtdsbcli): string {
  if (!ntdsbcli.loads) return `but it can't be used: ${ntdsbcli.error.message}`;
  return `${ntdsbcli.hasDsRestoreCheckExpiryToken ? 'with' : 'without'} the undocumented DsRestoreCheckExpiryToken, which is never called`;
}
