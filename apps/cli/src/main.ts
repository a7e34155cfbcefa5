import { listenForInterruption } from './interruption.js';
import { runCommandLine } from './run-command-line.js';

/** Runs the command line of this process and sets its exit code. */
export async function main(): Promise<void> {
  const interruption = listenForInterruption(process);
  try {
    await runCommandLine(process.argv.slice(2), {
      port: { stdout: process.stdout, stderr: process.stderr, env: process.env, now: Date.now },
      signal: interruption.signal,
      exit: (code) => {
        process.exitCode = code;
      },
    });
  } finally {
    interruption.dispose();
  }
}
