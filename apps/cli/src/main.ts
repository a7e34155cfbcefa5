import { CommanderError } from 'commander';
import { createCommandLine } from './command-line.js';
import { exitCodes } from './exit-code.js';
import { listenForInterruption } from './interruption.js';
import { readVersion } from './read-version.js';

/** Runs the command line of this process and sets its exit code. Never rejects. */
export async function main(): Promise<void> {
  const interruption = listenForInterruption(process);
  const context = {
    port: { stdout: process.stdout, stderr: process.stderr, env: process.env, now: Date.now },
    signal: interruption.signal,
    exit: (code: number) => {
      process.exitCode = code;
    },
  };
  try {
    await createCommandLine(context, readVersion()).parseAsync(process.argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and the version end the parsing with 0; everything else is a usage error, already told.
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  } finally {
    interruption.dispose();
  }
}
