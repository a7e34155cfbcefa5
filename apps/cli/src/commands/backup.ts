import { resolve } from 'node:path';
import { coverageWords, writeBackupSet } from '@dsbackup/backup-set';
import { type Command, Option } from 'commander';
import {
  type BackendRequest,
  type BackupHost,
  backendCapabilities,
  chooseBackend,
  createWindowsHost,
  DsBackupError,
  type IBackupSession,
  openBackupSession,
  protectFolder,
  type SystemFacts,
} from 'dsbackup';
import { exitCodes } from '../exit-code.js';
import { commandWord } from '../output/command-word.js';
import { describeError } from '../output/describe-error.js';
import { formatBytes } from '../output/format-bytes.js';
import { countOf } from '../output/format-count.js';
import type { Reporter } from '../output/reporter.js';
import { parseOptionPath } from '../parse-option-path.js';
import { type CommandContext, type CommandOutcome, type CommonOptions, runCommand } from '../run-command.js';
import { openSimulatedHost } from './open-simulated-host.js';
import { simulatedOption } from './simulated-option.js';
import { takeTargetFolder } from './target-folder.js';

interface BackupOptions extends CommonOptions {
  readonly to: string;
  readonly backend: BackendRequest;
  readonly simulated?: string;
  readonly plaintext?: boolean;
  readonly truncateLogs?: boolean;
  readonly allowDamaged?: boolean;
}

const keepDamaged = 'To keep the bytes all the same, with warnings, add --allow-damaged.';
const hints = { SOURCE_DAMAGED: keepDamaged, SOURCE_MISSING: keepDamaged } as const;

/** `dsbackup backup --to DIR`: one new set in a folder of sets. */
export function addBackupCommand(program: Command, context: CommandContext): Command {
  return program
    .command('backup')
    .description('back up this domain controller into a new set')
    .requiredOption(
      '--to <dir>',
      'the folder of sets; the new set gets a folder of its own in it',
      parseOptionPath,
    )
    .addOption(
      new Option('--backend <name>', 'which Windows API backs up; auto goes by the version of Windows')
        .choices(['auto', 'ntdsbcli', 'vss'])
        .default('auto'),
    )
    .addOption(simulatedOption())
    .option('--plaintext', 'write the set in the clear: it holds every secret of the domain')
    .option('--truncate-logs', 'let Windows delete the logs that were backed up (ntdsbcli only)')
    .option('--allow-damaged', 'keep the set, with warnings, though its database would not come back')
    .addHelpText(
      'after',
      '\nExamples:\n  dsbackup backup --to D:\\Backups --plaintext\n  dsbackup backup --simulated dc --to sets --plaintext --json',
    )
    .action((options: BackupOptions) =>
      runCommand(context, { name: 'backup', options, hints }, async (reporter) => {
        requirePlaintext(options);
        const host =
          options.simulated === undefined ? createWindowsHost() : await openSimulatedHost(options.simulated);
        context.signal.throwIfAborted();
        requireTruncating(await host.facts(), options);
        const target = await takeTargetFolder(options.to);
        try {
          return await backUp({ host, options, reporter, signal: context.signal });
        } catch (error) {
          await target.removeMade();
          throw error;
        }
      }),
    );
}

interface BackupRun {
  readonly host: BackupHost;
  readonly options: BackupOptions;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

async function backUp({ host, options, reporter, signal }: BackupRun): Promise<CommandOutcome> {
  const { system } = await host.facts();
  const session = await openBackupSession({
    host,
    backend: options.backend,
    signal,
    onProgress: reporter.session,
  });
  try {
    const written = await writeBackupSet(session, resolve(options.to), {
      plaintext: options.plaintext === true,
      source: { computerName: await host.computerName(), system },
      truncateLogs: options.truncateLogs,
      onDamaged: options.allowDamaged === true ? 'keep' : 'fail',
      signal,
      protectFolder,
      onProgress: ({ bytes, path }) => reporter.advance({ done: bytes, subject: path }),
    });
    const warnings = [...written.warnings, ...(await giveBack(session))];
    const { path, manifest } = written;
    for (const warning of warnings) reporter.warn(warning);
    return {
      exitCode: warnings.length > 0 ? exitCodes.warnings : exitCodes.done,
      result: {
        set: path,
        backend: session.backend,
        coverage: manifest.coverage,
        totals: manifest.totals,
        warnings,
      },
      lines: [
        path,
        `  ${countOf(manifest.totals.files, 'file')}, ${formatBytes(manifest.totals.contentBytes)}, ${coverageWords(manifest.coverage)}, by ${session.backend}`,
        `Next: dsbackup verify ${commandWord(path)}`,
      ],
    };
  } catch (error) {
    // What failed first is what the operator has to know; a failing end is told beside it.
    for (const warning of await giveBack(session)) reporter.warn(warning);
    throw error;
  }
}

/** Gives everything back. Whatever became of the backup stays true if that fails: it is a warning. */
async function giveBack(session: IBackupSession): Promise<string[]> {
  try {
    await session.end();
    return [];
  } catch (error) {
    return [`Not everything could be given back to Windows: ${describeError(error).message}`];
  }
}

/** Asked before anything is made: the choice is known from facts alone. Throws `NO_BACKEND` or `UNSUPPORTED`. */
function requireTruncating(facts: SystemFacts, { backend: asked, truncateLogs }: BackupOptions): void {
  const { backend, reason } = chooseBackend(facts, asked);
  if (truncateLogs !== true || backendCapabilities[backend].truncatesLogs) return;
  throw new DsBackupError({
    code: 'UNSUPPORTED',
    message: `--truncate-logs asks for what the backend ${backend} cannot do. ${reason}`,
    hint: 'Leave it out: over VSS, its writer sees to the logs once it is told of success.',
  });
}

/** Asked for before anything is opened, so that nobody waits for a snapshot to be told this. */
function requirePlaintext(options: BackupOptions): void {
  if (options.plaintext === true) return;
  throw new DsBackupError({
    code: 'PLAINTEXT_REFUSED',
    message: 'A set holds every secret of the domain, and it would be written in the clear.',
    hint: 'Encryption is not built yet. Add --plaintext if the target is safe.',
  });
}
