import { Command, Option } from 'commander';
import { addAdoptCommand } from './commands/adopt.js';
import { addBackupCommand } from './commands/backup.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addExtractCommand } from './commands/extract.js';
import { addInspectCommand } from './commands/inspect.js';
import { addListCommand } from './commands/list.js';
import { addReportCommand } from './commands/report.js';
import { addSimulateCommand } from './commands/simulate.js';
import { addVerifyCommand } from './commands/verify.js';
import { exitCodeMeanings, exitCodes } from './exit-code.js';
import { terminalText } from './output/terminal-text.js';
import type { CommandContext } from './run-command.js';

/** The whole command line. Help and usage errors go to the context's port, never straight to the process. */
export function createCommandLine(context: CommandContext, version: string): Command {
  const program = new Command('dsbackup')
    .description('Back up the Active Directory of a domain controller, verify the set, read it back.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.port.stdout.write(shown(text)),
      writeErr: (text) => context.port.stderr.write(shown(text)),
    })
    .showHelpAfterError('(dsbackup --help tells how to use it)')
    .addHelpText('after', `\nExit codes:\n${exitCodeHelp()}\n\n${examples}`);
  for (const add of [
    addBackupCommand,
    addVerifyCommand,
    addReportCommand,
    addExtractCommand,
    addInspectCommand,
    addListCommand,
    addAdoptCommand,
    addDoctorCommand,
    addSimulateCommand,
  ]) {
    const command = add(program, context);
    command
      .option('--json', 'one JSON event a line on stdout, the result last')
      .option('--quiet', 'say nothing but the result and errors')
      // Only a backup calls Windows. The others take it too, so that a script can give all of them the same.
      .addOption(verboseOption().hideHelp(add !== addBackupCommand));
  }
  return program;
}

function verboseOption(): Option {
  return new Option('--verbose', 'tell every call to Windows as well');
}

const examples = `Examples, without a domain controller:
  dsbackup simulate dc --windows 2022 --size 64MiB
  dsbackup backup --simulated dc --to sets --plaintext
  dsbackup list sets
  dsbackup verify sets/DC01-…
  dsbackup report sets/DC01-… --html report.html
  dsbackup extract sets/DC01-… --to restored`;

/** Help is laid out in lines; what else is in it may be a word of the command line. */
function shown(text: string): string {
  return text.split('\n').map(terminalText).join('\n');
}

function exitCodeHelp(): string {
  const names = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  return names
    .map((name) => `  ${String(exitCodes[name]).padStart(3)}  ${exitCodeMeanings[name]}`)
    .join('\n');
}
