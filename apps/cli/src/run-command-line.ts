import { CommanderError } from 'commander';
import { createCommandLine } from './command-line.js';
import { exitCodes } from './exit-code.js';
import { jsonLine } from './output/json-line.js';
import { readVersion } from './read-version.js';
import type { CommandContext } from './run-command.js';

/** Runs one command line, given without the program's name, and tells the context its exit code. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<void> {
  try {
    await createCommandLine(context, readVersion()).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and the version end the parsing with 0; everything else is a usage error, told already.
    if (error.exitCode !== 0) tellUsage(args, context, error.message);
    context.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage);
  }
}

/** People have been told on stderr; a program waits for its one result. */
function tellUsage(args: readonly string[], { port }: CommandContext, text: string): void {
  if (!args.includes('--json')) return;
  const error = { code: 'USAGE', message: text.replace(/^error: /, '') };
  const [command] = args;
  port.stdout.write(jsonLine({ event: 'result', command, ok: false, exitCode: exitCodes.usage, error }));
}
