import { CommanderError } from 'commander';
import { createCommandLine } from './command-line.js';
import { exitCodes } from './exit-code.js';
import { readVersion } from './read-version.js';
import type { CommandContext } from './run-command.js';

/** Runs one command line, given without the program's name, and tells the context its exit code. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<void> {
  try {
    await createCommandLine(context, readVersion()).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and the version end the parsing with 0; everything else is a usage error, told already.
    context.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage);
  }
}
