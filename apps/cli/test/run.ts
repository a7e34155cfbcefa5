import { runCommandLine } from '../src/run-command-line.js';

/** What a command line came to. */
export interface CommandRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout as JSON; only with `--json`. */
  result(): Record<string, unknown>;
}

/** Runs a command line in this process, as `dsbackup ARGS` would. */
export async function run(
  args: readonly string[],
  signal = new AbortController().signal,
): Promise<CommandRun> {
  const output = { stdout: '', stderr: '' };
  let exitCode: number | undefined;
  await runCommandLine(args, {
    port: {
      stdout: { write: (text) => (output.stdout += text) },
      stderr: { write: (text) => (output.stderr += text) },
      env: {},
      now: Date.now,
    },
    signal,
    exit: (code) => {
      exitCode = code;
    },
  });
  const { stdout, stderr } = output;
  return {
    exitCode,
    stdout,
    stderr,
    result: () => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>,
  };
}
