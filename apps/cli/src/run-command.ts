import { exitCodes } from './exit-code.js';
import { exitCodeOf } from './exit-code-of.js';
import type { ConsolePort } from './output/console-port.js';
import { describeError, errorLines, type OwnHints } from './output/describe-error.js';
import { jsonLine } from './output/json-line.js';
import { createReporter, type Reporter, type ReporterOptions } from './output/reporter.js';
import { terminalLines } from './output/terminal-text.js';

/** What a command came to: data for programs, lines for people. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly result: Readonly<Record<string, unknown>>;
  /** Each without its end; what is in a line never breaks it. */
  readonly lines: readonly string[];
}

/** What every command runs in. */
export interface CommandContext {
  readonly port: ConsolePort;
  /** Aborted by a signal that asks the process to end. */
  readonly signal: AbortSignal;
  /** Told the exit code when a command has ended. */
  readonly exit: (code: number) => void;
}

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/**
 * Runs a command: its outcome goes to stdout (with `--json` as the one last line, `{"event":"result", …}`), an error to
 * stderr with its exit code. Never rejects.
 */
export async function runCommand(
  context: CommandContext,
  command: { readonly name: string; readonly options: CommonOptions; readonly hints?: OwnHints },
  work: (reporter: Reporter) => Promise<CommandOutcome>,
): Promise<void> {
  const { port } = context;
  const options: ReporterOptions = {
    json: command.options.json === true,
    quiet: command.options.quiet === true,
    verbose: command.options.verbose === true,
  };
  const reporter = createReporter(port, options);
  const result = (exitCode: number, body: object) => {
    const ok = exitCode === exitCodes.done || exitCode === exitCodes.warnings;
    port.stdout.write(jsonLine({ event: 'result', command: command.name, ok, exitCode, ...body }));
  };
  try {
    const outcome = await work(reporter);
    reporter.finish();
    if (options.json) result(outcome.exitCode, outcome.result);
    else port.stdout.write(terminalLines(outcome.lines));
    context.exit(outcome.exitCode);
  } catch (error) {
    reporter.finish();
    const exitCode = exitCodeOf(error);
    if (options.json) result(exitCode, { error: describeError(error, command.hints) });
    else port.stderr.write(terminalLines(errorLines(error, command.hints)));
    context.exit(exitCode);
  }
}
