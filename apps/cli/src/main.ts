import { listenForInterruption } from './interruption.js';
import { lastingWriter } from './output/lasting-writer.js';
import { runCommandLine } from './run-command-line.js';

/** Runs the command line of this process and sets its exit code. Listens for signals before it first waits. */
export async function main(): Promise<void> {
  const interruption = listenForInterruption(process);
  const { stdout, stderr } = process;
  try {
    await runCommandLine(process.argv.slice(2), {
      port: {
        stdout: { write: lastingWriter(stdout) },
        stderr: { write: lastingWriter(stderr), isTTY: stderr.isTTY, columns: stderr.columns },
        env: process.env,
        now: Date.now,
      },
      signal: interruption.signal,
      exit: (code) => {
        process.exitCode = code;
      },
    });
  } finally {
    interruption.dispose();
  }
}
