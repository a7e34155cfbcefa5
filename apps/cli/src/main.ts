import { exitCodes } from './exit-code.js';
import { type InterruptedError, listenForInterruption } from './interruption.js';
import { describeError, errorLines } from './output/describe-error.js';
import { jsonLine } from './output/json-line.js';
import { createLastingWriter } from './output/lasting-writer.js';
import { terminalLines } from './output/terminal-text.js';
import { runCommandLine } from './run-command-line.js';

/** Runs the command line of this process and sets its exit code. Listens for signals before it first waits. */
export async function main(): Promise<void> {
  const [stdout, stderr] = [createLastingWriter(process.stdout), createLastingWriter(process.stderr)];
  const { isTTY, columns } = process.stderr;
  const args = process.argv.slice(2);
  const json = args.includes('--json');
  const signal = listenForInterruption(process, {
    onSecond: () => json || stderr.write(terminalLines([patience])),
    onThird(error) {
      if (json) stdout.write(resultOfThird(error));
      else stderr.write(terminalLines([`error: ${error.message} ${mayBeLeft}`]));
      process.exit(error.exitCode);
    },
  });
  let exitCode: number = exitCodes.bug;
  await runCommandLine(args, {
    port: { stdout, stderr: { ...stderr, isTTY, columns }, env: process.env, now: Date.now },
    signal,
    exit: (code) => {
      exitCode = code;
    },
  });
  const lost = await stdout.failure();
  if (lost !== undefined) stderr.write(terminalLines(lostLines(lost, exitCode)));
  process.exitCode = lost === undefined ? exitCode : exitCodeOfLost(exitCode);
}

const patience =
  'Interrupted already: everything is being given back. One more signal ends at once, and may leave something behind.';
const mayBeLeft =
  'It ended at once, on the third signal: a shadow copy (vssadmin list shadows) and a folder that ends in .partial may be left.';

function resultOfThird(error: InterruptedError): string {
  const { exitCode } = error;
  const { code, message } = describeError(error);
  const described = { code, message: `${message} ${mayBeLeft}` };
  return jsonLine({ event: 'result', ok: false, exitCode, error: described });
}

/** Whoever relies on an exit code of success relies on having been told the rest. */
function exitCodeOfLost(exitCode: number): number {
  const isSuccess = exitCode === exitCodes.done || exitCode === exitCodes.warnings;
  return isSuccess ? exitCodes.windowsFailure : exitCode;
}

function lostLines(lost: Error, exitCode: number): string[] {
  return [
    ...errorLines(lost),
    `The result could not be written to stdout. But for that, the exit code would be ${exitCode}.`,
  ];
}
